import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { buildCalls } from '../../system/build-arguments.ts';
import type { BuildCall } from '../../system/build-arguments.ts';
import type { Declaration } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Arguments that a build passed at base and no longer does, while the Dockerfile takes them without a default. */
export function lostByBuild(change: Change): readonly Problem[] {
  const { base, head } = change;
  const found = new Map<string, Problem>();
  for (const before of buildCalls(base)) {
    if (before.args.length === 0 || isTestPath(before.file)) continue;
    const after = buildCalls(head).filter((call) => isSame(call, before));
    const [now] = after;
    for (const name of before.args) {
      const key = `${before.dockerfile}\0${name}`;
      if (!now || found.has(key) || after.some(({ args }) => args.includes(name))) continue;
      // Another build of it did without the argument all along.
      const others = buildCalls(base).filter(({ dockerfile }) => dockerfile === before.dockerfile);
      if (others.some(({ args }) => !args.includes(name))) continue;
      const use = useOf(head, before.dockerfile, name);
      if (use) found.set(key, problemOf(head, { name, now, before, ...use }));
    }
  }
  return [...found.values()];
}

function isSame(a: BuildCall, b: BuildCall): boolean {
  return a.file === b.file && a.unit === b.unit && a.dockerfile === b.dockerfile;
}

interface Use {
  readonly argument: Located<Declaration>;
  /** a `FROM` fails without it */
  readonly breaks: boolean;
}

function useOf(head: System, dockerfile: string, name: string): Use | null {
  const own = head
    .facts('declaration')
    .filter((fact) => fact.file === dockerfile && fact.name === name && fact.phase === 'build');
  const [argument] = own;
  if (!argument || own.some(({ defaulted }) => defaulted === true)) return null;
  const reads = head.facts('read').filter((read) => read.file === dockerfile && read.name === name);
  if (!reads.some(({ strength }) => strength !== 'defaulted')) return null;
  const breaks = reads.some(({ unit, strength }) => unit === undefined && strength === 'required');
  return { argument, breaks };
}

function problemOf(
  head: System,
  { name, now, before, argument, breaks }: Use & { name: string; now: BuildCall; before: BuildCall },
): Problem {
  const given = head.facts('declaration').find((fact) => fact.file === now.file && fact.name === name);
  return {
    subject: name,
    identity: ['build argument', before.dockerfile, name],
    severity: breaks ? 'high' : 'medium',
    confidence: breaks ? 'likely' : 'possible',
    title: text`${code(now.file)} no longer passes the build argument ${code(name)}, which ${code(before.dockerfile)} still uses`,
    assumption: breaks
      ? text`Assumes ${code(before.dockerfile)} builds without ${code(name)}`
      : text`Assumes ${code(before.dockerfile)} does without ${code(name)}; does it?`,
    detail: text`The argument has no default there: it is empty in the build.`,
    verify: text`Run the build of ${code(now.file)} and look at what ${code(name)} is used for`,
    at: { path: now.file, line: given?.line ?? now.line },
    atBase: { path: before.file, line: before.line },
    related: [{ ...placeOf(argument), side: 'head', note: text`taken here, without a default` }],
  };
}
