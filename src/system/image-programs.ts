import type { Image } from './facts.ts';
import { ofFile, stageChain } from './image-stages.ts';
import type { System } from './system.ts';

/** Programs that health checks call and that some images do not have. */
const fetchers = ['curl', 'wget'];
const shells = ['bash', 'sh', 'ash'];
const connectors = ['nc', 'netcat', 'ncat'];

const onAlpine = new Set(['curl', 'bash']);
const onSlim = new Set(fetchers);
const onDistroless = new Set([...fetchers, ...shells, ...connectors]);

/** Official images of languages, built on an Alpine or slim Debian that brings nothing of its own. */
const languages = /^(?:node|python|ruby|golang|rust)$/;

/**
 * Programs that an image certainly does not have; undefined when it is not known. Only official images whose build
 * files say so: https://github.com/docker-library/official-images
 */
function lackedBy({ repository, tag, variable }: Image): ReadonlySet<string> | undefined {
  if (variable) return undefined;
  const version = tag ?? 'latest';
  if (repository.startsWith('gcr.io/distroless/')) return /debug/.test(version) ? undefined : onDistroless;
  if (repository === 'alpine') return onAlpine;
  if (repository === 'debian' || repository === 'ubuntu') return onSlim;
  if (/^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps)$/.test(repository)) {
    const major = Number(/^(\d{1,2})\.\d/.exec(version)?.[1] ?? NaN);
    return major >= 8 && !/alpine|azurelinux|mariner/.test(version) ? onSlim : undefined;
  }
  if (!languages.test(repository)) return undefined;
  if (/(?:^|-)alpine/.test(version)) return onAlpine;
  return /(?:^|-)slim/.test(version) ? onSlim : undefined;
}

/** Whether an image that is run as it is certainly lacks a program. */
export function imageLacks(image: Image, program: string): boolean {
  return lackedBy(image)?.has(program) === true;
}

/** Whether the image that a Dockerfile makes certainly lacks a program: its base has none, and nothing brings it in. */
export function buildLacks(
  system: System,
  dockerfile: string,
  target: string | undefined,
  program: string,
): boolean {
  const chain = stageChain(system, dockerfile, target);
  const last = chain.at(-1);
  if (!last) return false;
  const names = new Set(chain.map(({ name }) => name));
  const base = ofFile(system, dockerfile, 'image').find(
    ({ unit, role }) => unit === last.name && role === 'base',
  );
  const lacked = base ? lackedBy(base) : last.extends === 'scratch' ? onDistroless : undefined;
  if (lacked?.has(program) !== true) return false;
  const installed = ofFile(system, dockerfile, 'image-tool').some(
    ({ unit, tool }) => names.has(unit) && (tool === program || tool === '*'),
  );
  return (
    !installed &&
    !ofFile(system, dockerfile, 'copy').some((copy) => names.has(copy.unit) && mayBring(copy, program))
  );
}

/** The program by name, or a whole folder of programs. */
function mayBring(
  { source, target, from }: { readonly source: string; readonly target: string; readonly from?: string },
  program: string,
): boolean {
  const named = new RegExp(`(?:^|/)${program}(?:$|[-.\\d])`);
  if (named.test(source) || named.test(target)) return true;
  const folders = /^\/?(?:usr(?:\/local)?(?:\/s?bin)?|s?bin)?\/?(?:\*|\.)?$/;
  return (
    (from !== undefined && folders.test(source)) || (folders.test(target) && /^\/(?:usr|s?bin)/.test(target))
  );
}
