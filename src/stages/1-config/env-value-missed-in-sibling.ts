import { code, list, text } from '../../report/text.ts';
import { composeUnits } from '../../system/compose-units.ts';
import type { System } from '../../system/system.ts';
import { variantsOf } from '../../system/variants.ts';
import type { Variant, VariantKey } from '../../system/variants.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A value changed in all variants but one. */
export const envValueMissedInSibling: ChangeRule = {
  kind: 'change',
  id: 'env-value-missed-in-sibling',
  stage: 'config',
  severity: 'medium',
  summary: 'A value changed alike in all variants but one',
  assumption: 'Assumes that the one variant keeps the old value on purpose.',
  verify: 'Ask whether the value of that variant was left on purpose; lay the variants side by side.',
  explanation: `Takes files of several environments (as \`env-key-missing-in-sibling\` does) and compose services that are
built from one and the same Dockerfile as variants of one thing. It fires when three or more of them had one and the same
value for a name at base, and the change gave all but one of them another one, again the same for all. Values are compared
by digest.

Anything else stays silent: variants that differed before, a value that moved in one variant only (environments are often
moved one by one), and new values that differ from each other.`,
  yieldsTo: ['env-change-shadowed'],
  check: (change) => {
    const before = groupsOf(change.base);
    return [...groupsOf(change.head)].flatMap(([family, variants]) => {
      const old = before.get(family) ?? [];
      const names = new Set(variants.flatMap(({ keys }) => [...keys.keys()]));
      return [...names].flatMap((name) => problemOf(family, name, old, variants));
    });
  },
};

/** Variants by family: of files, and of services of one build. */
function groupsOf(system: System): ReadonlyMap<string, readonly Variant[]> {
  const groups = new Map<string, readonly Variant[]>(variantsOf(system));
  const built = composeUnits(system).flatMap((unit) => {
    const { build, service, path } = unit;
    if (!build) return [];
    const family = [path, build.context, build.dockerfile, build.target].join('\0');
    return [{ family, environment: service, file: path, keys: keysOf(system, path, service) }];
  });
  for (const group of groupBy(built, ({ family }) => family)) {
    if (group.length > 2) groups.set(group[0].family, group);
  }
  return groups;
}

function keysOf(system: System, path: string, service: string): ReadonlyMap<string, VariantKey> {
  const keys = new Map<string, VariantKey>();
  for (const fact of system.files.get(path)?.facts ?? []) {
    if (fact.kind === 'declaration' && fact.unit === service && fact.phase === 'run')
      keys.set(fact.name, { line: fact.line, value: fact.value });
  }
  return keys;
}

const fewest = 3;

function problemOf(
  family: string,
  name: string,
  before: readonly Variant[],
  after: readonly Variant[],
): readonly Problem[] {
  const having = after.filter(({ keys }) => keys.has(name));
  const old = new Set(having.map((variant) => digestOf(twinOf(variant, before), name)));
  const [first] = old;
  if (having.length < fewest || old.size !== 1 || first === undefined) return [];
  const kept = having.filter((variant) => digestOf(variant, name) === first);
  const moved = having.filter((variant) => digestOf(variant, name) !== first);
  const now = new Set(moved.map((variant) => digestOf(variant, name)));
  const [left] = kept;
  if (kept.length !== 1 || !left || now.size !== 1 || now.has(undefined)) return [];
  const isPart = moved.every(({ file }) => file === left.file);
  const who = isPart ? left.environment : left.file;
  const names = moved.map((variant) => (isPart ? variant.environment : variant.file));
  return [
    {
      subject: name,
      identity: [name, family, left.environment],
      confidence: 'possible',
      title: text`${code(name)} changed alike in ${list(names, 4)}, and not in ${code(who)}`,
      assumption: text`Assumes ${code(who)} keeps the old value of ${code(name)} on purpose; does it?`,
      verify: text`Lay ${code(name)} of ${code(who)} and of ${list(names, 4)} side by side`,
      at: { path: left.file, line: left.keys.get(name)?.line ?? null },
      related: moved.slice(0, 4).map((variant) => ({
        path: variant.file,
        line: variant.keys.get(name)?.line ?? null,
        side: 'head',
        note: text`has the new value`,
      })),
    },
  ];
}

function twinOf(variant: Variant, before: readonly Variant[]): Variant | undefined {
  return before.find(({ environment, file }) => environment === variant.environment && file === variant.file);
}

function digestOf(variant: Variant | undefined, name: string): string | undefined {
  return variant?.keys.get(name)?.value?.digest;
}
