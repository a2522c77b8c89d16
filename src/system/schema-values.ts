import { isTestPath } from '../formats/code-paths.ts';
import { folderOf } from '../formats/paths.ts';
import { refusalOf } from './accepted-values.ts';
import type { Declaration } from './facts.ts';
import { ownersOf } from './ownership.ts';
import type { Located, System } from './system.ts';

/** A value in the repository that the schema of its variable does not take. */
export interface Refused {
  readonly value: Located<Declaration>;
  readonly schema: Located<Declaration>;
  /** ends the sentence "the value ..." */
  readonly why: string;
}

/** Files that give variables to the program of the folder they lie in, whatever is loaded from there. */
const ofFolder = new Set(['dotenv', 'wrangler', 'fly', 'netlify', 'vercel', 'railway', 'nixpacks']);

const cache = new WeakMap<System, readonly Refused[]>();

/**
 * Values that reach the code of a schema and that it refuses: of env files in its folder or above, and of the
 * compose services that run it. Where several schemas may be meant, only what all of them refuse.
 */
export function refusedValues(system: System): readonly Refused[] {
  const known = cache.get(system);
  if (known) return known;
  const refused = findRefused(system);
  cache.set(system, refused);
  return refused;
}

function findRefused(system: System): readonly Refused[] {
  const schemas = new Map<string, Located<Declaration>[]>();
  const values = new Map<string, Located<Declaration>[]>();
  for (const fact of system.facts('declaration')) {
    if (isTestPath(fact.file)) continue;
    if (fact.role === 'validated' || fact.accepts) add(schemas, fact);
    else if (fact.role === 'supplied' && fact.value && fact.from === undefined && fact.phase !== 'ci')
      add(values, fact);
  }
  return [...schemas].flatMap(([name, own]) => {
    if (!own.some(({ accepts }) => accepts)) return [];
    const given = values.get(name) ?? [];
    return given.flatMap((value) => refusedBy(system, value, own, given));
  });
}

function add(map: Map<string, Located<Declaration>[]>, fact: Located<Declaration>): void {
  const known = map.get(fact.name);
  if (known) known.push(fact);
  else map.set(fact.name, [fact]);
}

function refusedBy(
  system: System,
  declaration: Located<Declaration>,
  schemas: readonly Located<Declaration>[],
  given: readonly Located<Declaration>[],
): readonly Refused[] {
  const meant = schemas.filter((schema) => reaches(system, declaration, schema, given));
  const found = meant.flatMap((schema) => {
    const why = declaration.value && schema.accepts ? refusalOf(schema.accepts, declaration.value) : null;
    return why === null ? [] : [{ value: declaration, schema, why }];
  });
  return found.length === meant.length ? found.slice(0, 1) : [];
}

function reaches(
  system: System,
  value: Located<Declaration>,
  schema: Located<Declaration>,
  given: readonly Located<Declaration>[],
): boolean {
  const format = system.files.get(value.file)?.format ?? '';
  const owners = ownersOf(system, schema.file);
  if (format === 'compose') {
    const isOwner = owners.units.some(
      ({ service, files }) => service === value.unit && files.includes(value.file),
    );
    return isOwner && !owners.shared;
  }
  if (!ofFolder.has(format) || !holds(folderOf(value.file), schema.file)) return false;
  // A file that lies closer to the code is the one that is meant for it.
  return !given.some(
    (other) =>
      system.files.get(other.file)?.format === format &&
      folderOf(other.file).length > folderOf(value.file).length &&
      holds(folderOf(other.file), schema.file),
  );
}

function holds(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
