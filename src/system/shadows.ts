import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import { composeSets } from './compose-project.ts';
import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { Declaration } from './facts.ts';
import { dockerfileOf } from './service-health.ts';
import { imageBuilds } from './image-builds.ts';
import type { Located, System } from './system.ts';

/** What overrides a declaration for everybody who gets it. */
export interface Shadow {
  readonly by: Located<Declaration>;
  /** the first unit that is affected, or the file that takes the place of another */
  readonly unit: string;
  /** the value may be used where the repository does not say */
  readonly unsure?: true;
}

/** What overrides a value for all units that get it from where it stands; undefined when one of them sees it. */
export function shadowOf(system: System, fact: Located<Declaration>): Shadow | undefined {
  const format = system.files.get(fact.file)?.format;
  if (format === 'dotenv')
    return isSelfLoaded(fact.file) ? byLocalFile(system, fact) : byServices(system, fact);
  if (format === 'dockerfile') return byServicesOfImage(system, fact);
  if (format === 'kubernetes' && fact.unit === undefined) return byContainers(system, fact);
  if (format === 'github-workflow' && fact.unit === undefined) return byJobs(system, fact);
  return undefined;
}

/** `.env`, `.env.production`: frameworks and people load it without anybody saying so. */
function isSelfLoaded(path: string): boolean {
  return /^\.(?:env(?:$|\.)|dev\.vars|flaskenv|envrc)/.test(nameOf(path));
}

/** `.env.local` beside `.env`, `.env.production.local` beside `.env.production`. */
function byLocalFile(system: System, { file, name }: Located<Declaration>): Shadow | undefined {
  if (!/^\.env(?:\.[a-z]+)?$/.test(nameOf(file)) || file.endsWith('.local')) return undefined;
  const path = `${file}.local`;
  const by = system.facts('declaration').find((fact) => fact.file === path && fact.name === name);
  return by ? { by, unit: path } : undefined;
}

/** Every answer has to be a shadow. */
function all(shadows: readonly (Shadow | undefined)[]): Shadow | undefined {
  return shadows.every((shadow) => shadow !== undefined) ? shadows[0] : undefined;
}

interface Started {
  readonly set: ComposeSet;
  readonly service: ComposeService;
}

function services(system: System): readonly Started[] {
  return composeSets(system).flatMap((set) =>
    [...set.services.values()].map((service) => ({ set, service })),
  );
}

function byServices(system: System, fact: Located<Declaration>): Shadow | undefined {
  const loading = services(system).filter(({ set, service }) => envFilesOf(set, service).includes(fact.file));
  const isLoadedElsewhere = system.facts('env-load').some(({ path }) => nameOf(path) === nameOf(fact.file));
  return isLoadedElsewhere ? undefined : all(loading.map((started) => overEnvFile(system, started, fact)));
}

function envFilesOf(set: ComposeSet, { envFiles }: ComposeService): readonly (string | null)[] {
  return envFiles.map(({ file, path }) =>
    joinPath(set.paths.includes(file) ? set.folder : folderOf(file), path),
  );
}

function overEnvFile(
  system: System,
  { set, service }: Started,
  fact: Located<Declaration>,
): Shadow | undefined {
  const own = service.environment.get(fact.name);
  // What is passed on from the host may be absent there; then the env file's value stays.
  if (own && own.from !== 'host') return { by: own, unit: service.name };
  const files = envFilesOf(set, service);
  const later = files.slice(files.lastIndexOf(fact.file) + 1);
  const by = system.facts('declaration').find(({ file, name }) => name === fact.name && later.includes(file));
  return by ? { by, unit: service.name } : undefined;
}

/** Only where nothing but compose builds the image. */
function byServicesOfImage(system: System, fact: Located<Declaration>): Shadow | undefined {
  if (fact.phase !== 'run' || imageBuilds(system).some(({ dockerfile }) => dockerfile === fact.file))
    return undefined;
  const built = services(system).filter(({ set, service }) => dockerfileOf(set, service) === fact.file);
  return all(
    built.map(({ service }) => {
      const own = service.environment.get(fact.name);
      return own && own.from === undefined ? { by: own, unit: service.name, unsure: true } : undefined;
    }),
  );
}

function byContainers(system: System, fact: Located<Declaration>): Shadow | undefined {
  const object = system
    .facts('config-object')
    .filter(({ file, line, keys }) => file === fact.file && line <= fact.line && keys.includes(fact.name))
    .at(-1);
  if (object?.type !== 'config-map') return undefined;
  // Taken key by key or as a file, the value is used under any name.
  const isReferred = system
    .facts('declaration')
    .some(({ reference }) => reference?.object === object.name && reference.key === fact.name);
  const isMounted = system
    .facts('mount')
    .some(({ type, source }) => type === 'config' && source === object.name);
  if (isReferred || isMounted) return undefined;
  const loading = system
    .facts('env-from')
    .filter((each) => each.source === 'config-map' && each.object === object.name);
  return all(
    loading.map(({ file, unit, prefix }) => {
      const by = system
        .facts('declaration')
        .find((each) => each.file === file && each.unit === unit && each.name === `${prefix}${fact.name}`);
      return by ? { by, unit } : undefined;
    }),
  );
}

function byJobs(system: System, fact: Located<Declaration>): Shadow | undefined {
  const jobs = system.facts('unit').filter(({ file, type }) => file === fact.file && type === 'workflow-job');
  return all(
    jobs.map(({ name: unit }) => {
      const by = system
        .facts('declaration')
        .find(
          (each) =>
            each.file === fact.file &&
            each.unit === unit &&
            each.name === fact.name &&
            each.scope === undefined,
        );
      return by ? { by, unit } : undefined;
    }),
  );
}
