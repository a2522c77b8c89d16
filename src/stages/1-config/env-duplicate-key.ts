import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Declaration } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** The same key stands twice in one place, with different values. */
export const envDuplicateKey: IntegrityRule = {
  kind: 'integrity',
  id: 'env-duplicate-key',
  stage: 'config',
  severity: 'medium',
  summary: 'A variable is set twice in one place, to different values',
  assumption: 'Assumes that the value which takes effect is the one that was meant.',
  verify: 'Print the effective value: the last one wins in env files and in lists of Compose and Kubernetes.',
  explanation: `Looks at places where the same key may stand twice and the last one silently wins: an env file, the list
form of a service's \`environment\`, the \`env\` of a container. It fires when two entries of one place name the same
variable and give different values. It stays silent when both give the same value, when only one of them has a literal
value to compare, for commented lines of an example, and in tests. In an example file it is low: whoever copies it gets
the last value.`,
  check: (system): readonly Problem[] => {
    const places = new Map<string, Located<Declaration>[]>();
    for (const fact of system.facts('declaration')) {
      if (!mayRepeat(system, fact)) continue;
      const key = `${fact.file}\0${fact.unit ?? ''}\0${fact.name}`;
      places.set(key, [...(places.get(key) ?? []), fact]);
    }
    return [...places.values()].flatMap((facts) => problemOf(system, facts));
  },
};

/** Formats in which one place may name a key twice; the others refuse it, or mean something else by it. */
const formats = new Set(['dotenv', 'compose', 'kubernetes']);

function mayRepeat(system: System, { file, unit, phase, role }: Located<Declaration>): boolean {
  const format = system.files.get(file)?.format ?? '';
  if (!formats.has(format) || phase !== 'run' || role === 'validated' || isTestPath(file)) return false;
  // Keys of a manifest without a container are those of objects, of which a file may hold many.
  if (format === 'dotenv') return true;
  if (unit === undefined) return false;
  // Two objects of one name in one file (of two namespaces, say) are two places.
  return system.facts('unit').filter((each) => each.file === file && each.name === unit).length === 1;
}

function problemOf({ side }: System, facts: readonly Located<Declaration>[]): readonly Problem[] {
  // A commented line in an example has no value either.
  const valued = facts.filter(({ value, from }) => value !== undefined && from === undefined);
  const last = valued.at(-1);
  const other = valued.findLast(({ value }) => value?.digest !== last?.value?.digest);
  if (!last || !other || other.line === last.line) return [];
  const { name, file, unit } = last;
  const place = unit === undefined ? text`${code(file)}` : text`${code(unit)} in ${code(file)}`;
  return [
    {
      subject: name,
      identity: [name, file, unit ?? ''],
      severity: last.role === 'documented' ? 'low' : 'medium',
      confidence: 'certain',
      title: text`${code(name)} is set twice in ${place}, to different values`,
      assumption: text`Assumes the last ${code(name)} of ${place} is the one that was meant`,
      verify: text`Keep one of lines ${other.line} and ${last.line}; the last one wins today`,
      at: { path: file, line: last.line },
      related: [{ path: file, line: other.line, side, note: text`has no effect` }],
    },
  ];
}
