import { folderOf, joinPath, nameOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Include, Mount } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { goneRelated, isMadeElsewhere, isThere, mayBeThere, whatHappened } from './gone-path.ts';

/** A unit mounts, or a file takes in, a path that the change took away. */
export const mountSourceMissing: ChangeRule = {
  kind: 'change',
  id: 'mount-source-missing',
  stage: 'wiring',
  severity: 'high',
  summary: 'A mounted or included path is no longer in the repository',
  assumption: 'Assumes that what a unit mounts is on the machine that starts it, as the repository has it.',
  verify: 'Start the unit from a clean clone and list the target inside of the container.',
  explanation: `Looks at bind mounts, configs and secrets of compose services, at the files of kustomize generators, and at files
that compose files, kustomizations, makefiles and justfiles take in. It fires when the path was in the tree at base and
is not at head. For a short bind mount this fails late: Docker makes an empty folder where the source is missing, and
the unit starts with it.

It stays silent for absolute paths and paths with variables, for volumes, for what git ignores at head or a build makes,
for folders that only held a placeholder (\`.gitkeep\`), and for objects of a cluster.`,
  check: (change): readonly Problem[] => {
    const mounts = change.head.facts('mount').filter((mount) => isPath(change.head, mount));
    const includes = change.head.facts('include').filter(({ required }) => required);
    const seen = new Set<string>();
    return [
      ...mounts.map((fact) => ({ fact, written: fact.source })),
      ...includes.map((fact) => ({ fact, written: fact.path })),
    ].flatMap(({ fact, written }): readonly Problem[] => {
      const path = joinPath(folderOf(fact.file), written);
      if (path === null || !wasTakenAway(change, path) || seen.has(`${fact.file}\0${path}`)) return [];
      seen.add(`${fact.file}\0${path}`);
      return [fact.kind === 'mount' ? mountProblem(change, fact, path) : includeProblem(change, fact, path)];
    });
  },
};

/** A path of the repository: objects of a cluster are names, and a volume has none. */
function isPath(system: System, { type, file }: Located<Mount>): boolean {
  return (
    (type === 'bind' || type === 'config' || type === 'secret') &&
    system.files.get(file)?.format !== 'kubernetes'
  );
}

function wasTakenAway({ base, head }: Change, path: string): boolean {
  if (!isThere(base, path) || mayBeThere(head, path) || isMadeElsewhere(head, path)) return false;
  return base.tree.has(path) || !base.tree.under(path).every(isPlaceholder);
}

/** Keeps an empty folder in git; Docker makes the folder anyway. */
function isPlaceholder(path: string): boolean {
  return /^(?:\.(?:git)?keep|\.gitignore|\.placeholder|\.empty)$/.test(nameOf(path));
}

function mountProblem(change: Change, mount: Located<Mount>, path: string): Problem {
  const before = change.base
    .facts('mount')
    .find(({ file, unit, source }) => file === mount.file && unit === mount.unit && source === mount.source);
  const made = mount.optional && mount.type === 'bind';
  const consequence: Text = made
    ? text` Docker makes an empty folder in its place, and ${code(mount.unit)} starts with that.`
    : text` ${code(mount.unit)} does not start without it.`;
  const generated = mount.unit.includes('Generator/');
  return {
    ...common(change, mount, path, before?.line),
    identity: [mount.file, mount.unit, path],
    title: generated
      ? text`${code(mount.unit)} is made from ${code(mount.source)}, which is no longer in the repository`
      : text`${code(mount.unit)} mounts ${code(mount.source)}, which is no longer in the repository`,
    assumption: text`Assumes ${code(path)} is on every machine that starts ${code(mount.unit)}`,
    detail: generated ? whatHappened(change, path) : [...whatHappened(change, path), ...consequence],
    verify: generated
      ? text`Run ${code(`kustomize build ${folderOf(mount.file) || '.'}`)} in a clean clone`
      : text`Start ${code(mount.unit)} from a clean clone and look at ${code(mount.target)} inside of it`,
  };
}

function includeProblem(change: Change, include: Located<Include>, path: string): Problem {
  const before = change.base
    .facts('include')
    .find((other) => other.file === include.file && other.path === include.path);
  return {
    ...common(change, include, path, before?.line),
    identity: [include.file, path],
    title: text`${code(include.file)} takes in ${code(include.path)}, which is no longer in the repository`,
    assumption: text`Assumes ${code(path)} is there when ${code(include.file)} is loaded`,
    detail: whatHappened(change, path),
    verify: text`Load ${code(include.file)} with its own tool in a clean clone`,
  };
}

function common(
  change: Change,
  { file, line }: Located<Mount | Include>,
  path: string,
  lineAtBase: number | undefined,
): Pick<Problem, 'subject' | 'confidence' | 'at' | 'atBase' | 'related'> {
  return {
    subject: path,
    confidence: 'certain',
    at: { path: file, line },
    atBase: lineAtBase === undefined ? null : { path: file, line: lineAtBase },
    related: goneRelated(change, path),
  };
}
