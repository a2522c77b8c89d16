import { folderOf } from '../formats/paths.ts';
import type { ConfigKey } from './app-config-facts.ts';
import type { Located, System } from './system.ts';

const deployed = /^(?:prod|production|prd|live|staging|stage|stg|preprod|uat)$/i;

/**
 * Profiles that are deployed and do not give a key which other profiles of the same folder do. None when
 * the key is given for all profiles somewhere.
 */
export function lackingProfiles(places: readonly Located<ConfigKey>[], system: System): readonly string[] {
  if (places.length === 0 || places.some(({ profile }) => profile === undefined || /[,&|!()]/.test(profile)))
    return [];
  const folders = new Set(places.map(({ file }) => folderOf(file)));
  const [folder] = folders;
  if (folder === undefined || folders.size > 1) return [];
  const giving = new Set(places.map(({ profile }) => profile));
  const known = system
    .facts('config-key')
    .flatMap(({ file, profile }) => (folderOf(file) === folder && profile !== undefined ? [profile] : []));
  return [...new Set(known)].filter((profile) => deployed.test(profile) && !giving.has(profile));
}
