import { code, list, text } from '../../report/text.ts';
import type { Change, ChangedFile } from '../../system/system.ts';
import { codeReads } from '../../system/variables.ts';
import { keysIn, sharedFileOf, variantsOf } from '../../system/variants.ts';
import type { Variant } from '../../system/variants.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** One environment's file got a key that its siblings do not have. */
export const envKeyMissingInSibling: ChangeRule = {
  kind: 'change',
  id: 'env-key-missing-in-sibling',
  stage: 'config',
  severity: 'medium',
  summary: 'A key came into one environment, and a sibling with nearly the same keys lacks it',
  assumption: 'Assumes that the other environments need not have what this one got.',
  verify: 'Lay the files of all environments side by side.',
  explanation: `Takes files of one name for several environments as a family: \`.env.staging\` and \`.env.production\`,
\`values-*.yaml\`, tfvars, \`appsettings.*.json\`, \`application-*.yml\`, \`[env.*.vars]\` of a Worker; also files of one name in
folders named after environments. It fires when a change adds a key to one of them while another, which shares at least
four fifths of the keys (and no fewer than four), does not have it. Keys that come together are one finding.

It stays silent when the file that all environments share has the key, when code reads it with a default or a test, for
new files, and for files of people's own machines (\`.env.development\`, \`.env.local\`) and tests.

Likely where code needs the variable; otherwise one environment may be ahead on purpose, and it is a question.`,
  yieldsTo: ['env-renamed-partially', 'terraform-variable-unset', 'helm-value-undefined'],
  check: (change) =>
    [...variantsOf(change.head).values()].flatMap((variants) =>
      variants.flatMap((variant) => problemsOf(change, variant, variants)),
    ),
};

function problemsOf(change: Change, variant: Variant, variants: readonly Variant[]): readonly Problem[] {
  const before = variantBefore(change, variant);
  if (!before) return [];
  const added = [...variant.keys.keys()].filter((key) => !before.keys.has(key) && isNeeded(change, key));
  if (added.length === 0) return [];
  const common = keysIn(change.head, sharedFileOf(variant.family));
  const lacking = variants.flatMap((other) => {
    if (other === variant || !isAlike(before, other)) return [];
    const keys = added.filter((key) => !other.keys.has(key) && !common.has(key));
    return keys.length > 0 ? [{ other, keys }] : [];
  });
  const keys = [...new Set(lacking.flatMap((each) => each.keys))];
  return keys.length > 0
    ? [
        problemOf(
          change,
          variant,
          keys,
          lacking.map(({ other }) => other),
        ),
      ]
    : [];
}

function variantBefore({ base, files }: Change, { family, environment, file }: Variant): Variant | undefined {
  const changed = files.find(({ path }) => path === file);
  if (!changed || !wasThere(changed)) return undefined;
  return variantsOf(base)
    .get(family)
    ?.find((each) => each.environment === environment && each.file === file);
}

function wasThere({ status }: ChangedFile): boolean {
  return status === 'modified';
}

/** What code reads with a default, or tests for, may be in one environment only. */
function isNeeded({ head }: Change, name: string): boolean {
  const reads = codeReads(head).get(name) ?? [];
  return (
    !head.isProvided(name) && (reads.length === 0 || reads.some(({ strength }) => strength === 'required'))
  );
}

const fewest = 4;
const share = 0.8;

function isAlike(before: Variant, other: Variant): boolean {
  const both = [...before.keys.keys()].filter((key) => other.keys.has(key)).length;
  return both >= fewest && both >= share * Math.max(before.keys.size, other.keys.size);
}

function problemOf(
  { head }: Change,
  variant: Variant,
  keys: readonly string[],
  lacking: readonly Variant[],
): Problem {
  const [first = '', ...rest] = keys;
  const needed = keys.some((key) => codeReads(head).has(key));
  const weight: { severity: Severity; confidence: Confidence } = needed
    ? { severity: 'medium', confidence: 'likely' }
    : { severity: 'medium', confidence: 'possible' };
  const isPart = lacking.every(({ file }) => file === variant.file);
  const names = lacking.map(({ file, environment }) => (isPart ? environment : file));
  const who = isPart ? variant.environment : variant.file;
  return {
    subject: first,
    alsoAbout: rest,
    identity: [variant.family, variant.environment, ...keys],
    ...weight,
    title: text`${code(who)} got ${list(keys, 3)}, and ${list(names, 3)} did not`,
    assumption:
      weight.confidence === 'possible'
        ? text`Assumes ${list(names, 3)} can do without ${list(keys, 3)}; can they?`
        : text`Assumes ${list(names, 3)} can do without ${list(keys, 3)}`,
    verify: text`Lay ${code(who)} and ${list(names, 3)} side by side`,
    at: { path: variant.file, line: variant.keys.get(first)?.line ?? null },
    related: lacking
      .slice(0, 4)
      .map(({ file }) => ({ path: file, line: null, side: 'head', note: text`does not have it` })),
  };
}
