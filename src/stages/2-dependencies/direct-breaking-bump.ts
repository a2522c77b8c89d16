import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import type { CatalogUse } from '../../system/catalog-uses.ts';
import { breakingManifestSteps, directBreakingMoves } from '../../system/breaking-moves.ts';
import type { ManifestStep } from '../../system/manifest-steps.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { promiseOf } from '../../system/version-order.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { broughtWords, familyProblems } from './breaking-families.ts';
import type { BreakingStep } from './breaking-families.ts';
import { askersOf, linksOf, movePlace, relatedPlaces, specifierAtBase } from './move-places.ts';
import { usedBy } from './used-by.ts';

/** More breaking steps than this in one manifest without a lockfile are told in one finding. */
const mostApart = 4;

/** A dependency that a manifest names crosses a breaking boundary of its version scheme. */
export const directBreakingBump: ChangeRule = {
  kind: 'change',
  id: 'direct-breaking-bump',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A dependency that a manifest names took a breaking step',
  assumption: 'Assumes that the code still gets from the new version what it got from the old one.',
  verify: 'Read the changelog of the step and run the tests of the packages that import it.',
  explanation: `Compares the version that each manifest gets for what it asks, at base and at head. A step is breaking by
its ecosystem's own scheme, for most semantic versioning: another major version, another minor version of \`0.x\`, any step
of \`0.0.x\`; for Haskell the first two parts, for Go another \`/vN\` of a module's name too. Versions that
start with a year promise nothing and are left out, and so are downgrades (\`dependency-downgraded\`) and what other packages
bring along (\`transitive-breaking-bump\`). Where no lockfile could be read for a manifest, the lowest versions that its ranges
allow are compared.

Manifests and lockfiles that take the same step are one finding, and so are packages of one scope (\`@angular/…\`) or
one first word (\`expo-…\`) that step together. Of many in one lockfile, those that most files use stay apart and the
rest is told at once. Each says who uses the package: files that import it, in unchanged code too, the exported names that they take, and
the units or workspace packages that they belong to, and which breaking steps of other packages it brings along. Of an entry in a
version catalog of Gradle also the build scripts that take it, by itself or in a bundle.

Severity: high for what production needs, medium for development dependencies, low for type definitions (\`@types/…\`). A
step within \`0.0.x\` is put as a question.`,
  check: (change) => {
    const breaking = directBreakingMoves(change);
    const packages = groupBy(breaking, ({ ecosystem, name, to }) =>
      [ecosystem, name, promiseOf(to ?? '', ecosystem)].join('\0'),
    );
    const steps = packages.flatMap((moves) => stepOf(change, moves) ?? []);
    return [...familyProblems(change, steps), ...manifestProblems(change, breakingManifestSteps(change))];
  },
};

/** The step of one package, whoever takes it; production speaks first. */
function stepOf(change: Change, moves: readonly [PackageMove, ...PackageMove[]]): BreakingStep | null {
  const move = moves.find(({ dev }) => !dev) ?? moves[0];
  if (move.from === null || move.to === null) return null;
  const { name, from, to } = move;
  const { at, atBase } = movePlace(move);
  const users = usedBy(change, [{ ecosystem: move.ecosystem, name, moves }]);
  const problem: Problem = {
    subject: name,
    identity: [move.ecosystem, name, promiseOf(to, move.ecosystem) ?? to],
    severity: severityOf(name, move.dev),
    ...wordsOf(move.ecosystem, name, from, to),
    detail: text`Asked for by ${askersOf(moves)}. ${whyOf(move)} ${users.words}${broughtWords(change, moves)}`,
    at,
    atBase,
    related: [...relatedPlaces(moves, at), ...users.places],
    links: linksOf(moves),
  };
  return { name, from, to, moves, files: users.files, problem };
}

function severityOf(name: string, dev: boolean): Severity {
  if (name.startsWith('@types/')) return 'low';
  return dev ? 'medium' : 'high';
}

type Words = Pick<Problem, 'title' | 'assumption' | 'verify' | 'confidence'>;

function wordsOf(ecosystem: string, name: string, from: string, to: string): Words {
  const [before, after] = [promiseOf(from, ecosystem) ?? from, promiseOf(to, ecosystem) ?? to];
  return {
    confidence: to.startsWith('0.0.') ? 'possible' : 'certain',
    title: text`${code(name)} takes a breaking step, from ${code(from)} to ${code(to)}`,
    assumption: text`Assumes that code written for ${code(name)} ${code(before)} works with ${code(after)}.`,
    verify: text`Read the changelog of ${code(name)} between ${code(from)} and ${code(to)}, and run the tests of what imports it.`,
  };
}

/** Whether a person wrote the new range, or an old one let the version in. */
function whyOf({ asks, pair }: PackageMove): Text {
  const [ask] = asks;
  if (!ask) return [];
  const before = specifierAtBase(pair.base, ask);
  if (before === undefined) return text`It was asked for under another name before.`;
  if (before === '' && ask.specifier === '') return ['No range holds it: the lockfile alone let it in.'];
  // A manifest that takes the range from the workspace names none.
  if (before === '' || ask.specifier === '')
    return ['Its range moved between the manifest and its workspace.'];
  return before === ask.specifier
    ? text`Its range ${code(ask.specifier)} did not change: the lockfile alone let it in.`
    : text`Its range went from ${code(before)} to ${code(ask.specifier)}.`;
}

/** The same step in several manifests is one finding; production speaks first. */
function manifestProblems(change: Change, steps: readonly ManifestStep[]): readonly Problem[] {
  const groups = groupBy(steps, ({ ecosystem, name, from, to }) => [ecosystem, name, from, to].join('\0'));
  const changed = new Set(change.files.map(({ path }) => path));
  const single = groups.map((group) => {
    // A version may be taken over from a file that changed: that is where it moved.
    const shipped = group.filter(({ dev }) => !dev);
    const best = shipped.length > 0 ? shipped : group;
    return { step: best.find(({ head }) => changed.has(head.path)) ?? best[0] ?? group[0], group };
  });
  const manifests = groupBy(single, ({ step }) => `${step.head.path}\0${severityOf(step.name, step.dev)}`);
  return manifests.flatMap((all) =>
    all.length > mostApart
      ? [problemOfManySteps(all.map(({ step }) => step))]
      : all.map(({ step, group }) => problemOfManifest(change, step, group)),
  );
}

/** An upgrade of everything: one look at the manifest, not one at each package. */
function problemOfManySteps(steps: readonly ManifestStep[]): Problem {
  const [first] = steps;
  const path = first?.head.path ?? '';
  const names = steps.map(({ name }) => name);
  return {
    subject: path,
    alsoAbout: names,
    identity: [
      path,
      ...steps.map(({ ecosystem, name, to }) => `${name}@${promiseOf(to, ecosystem) ?? to}`).sort(),
    ],
    severity: severityOf(first?.name ?? '', first?.dev === true),
    confidence: 'likely',
    title: text`${steps.length} dependencies of ${code(path)} take a breaking step`,
    assumption: text`Assumes that code written for ${list(
      steps.map(({ name, from }) => `${name} ${from}`),
      3,
    )} works with what replaces them.`,
    detail: text`${list(
      steps.map(({ name, from, to }) => `${name} ${from} → ${to}`),
      12,
    )}. No lockfile for this manifest could be read.`,
    verify: text`Read the changelogs of these steps, and run the tests of what uses the packages.`,
    at: first?.head ?? null,
    ...(first ? { atBase: first.base } : {}),
  };
}

function problemOfManifest(change: Change, step: ManifestStep, all: readonly ManifestStep[]): Problem {
  const { ecosystem, name, from, to, dev, base, head, specifier } = step;
  const others = all.filter((each) => each.head.path !== head.path);
  const users = usedBy(change, [{ ecosystem, name }]);
  const takers = change.catalogUses?.of(head.path, name) ?? [];
  const words = wordsOf(ecosystem, name, from, to);
  return {
    subject: name,
    identity: [ecosystem, name, promiseOf(to, ecosystem) ?? to, head.path],
    severity: severityOf(name, dev),
    ...words,
    confidence: words.confidence === 'certain' ? 'likely' : words.confidence,
    detail:
      specifier === to
        ? text`No lockfile for this manifest could be read; it names ${code(to)}. ${takersText(takers)}${users.words}`
        : text`No lockfile for this manifest could be read; ${code(specifier)} allows nothing older than ${code(to)}. ${takersText(takers)}${users.words}`,
    at: head,
    atBase: base,
    related: [
      ...others.slice(0, 10).map((each) => ({
        ...each.head,
        side: 'head' as const,
        note: text`asks for ${code(each.specifier)}`,
      })),
      ...takers.slice(0, 8).map(({ path, line, accessor }) => ({
        path,
        line,
        side: 'head' as const,
        note: text`takes ${code(accessor)} from the catalog`,
      })),
      ...users.places,
    ],
  };
}

/** The modules whose build scripts take it from a version catalog. */
function takersText(takers: readonly CatalogUse[]): Text {
  const scripts = [...new Set(takers.map(({ path }) => path))];
  return scripts.length === 0
    ? []
    : text`Taken by ${[scripts.length === 1 ? 'one build script' : `${scripts.length} build scripts`]}: ${list(scripts, 4)}. `;
}
