import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Change } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';
import { idleOverrides } from './idle-overrides.ts';
import type { IdleOverride, IdleReason } from './idle-override.ts';

/** A version is forced, and nothing follows. */
export const overrideWithoutEffect: ChangeRule = {
  kind: 'change',
  id: 'override-without-effect',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A forced version, a patch or a replacement has no effect',
  assumption: 'Assumes that the version which is forced is the one that is installed.',
  verify:
    'Ask the installer what it installs: `npm ls NAME`, `yarn why NAME`, `cargo tree -i NAME`, `go list -m NAME`.',
  explanation: `Looks at \`overrides\`, \`resolutions\` and \`pnpm.overrides\`, \`override-dependencies\` and \`constraint-dependencies\` of uv,
\`[patch]\` of Cargo and \`replace\` of Go. It fires for those that are without effect at head and were not at base: a key that the
installer of the lockfile does not read, or a manifest below the root; a version that \`package-lock.json\`, \`yarn.lock\` or \`uv.lock\`
does not follow; a range that npm refuses because the root asks for another one itself; a replacement for a version that \`go.mod\`
no longer requires; a patch that \`Cargo.lock\` lists as unused; and a package that the lockfile does not hold at all.

It stays silent where one of two installers of a folder may read the key, for selectors with ranges or parents where only an installer can
tell, and for copies that came inside of the archive of another package. That pnpm and Bun follow what is forced is told by
\`lock-manifest-out-of-step\`.

Severity: high where the installer stops, or what was replaced or patched comes back; medium otherwise, low where nobody needs the package.
Questions where the lockfile may be right all the same.`,
  check: (change) => {
    const before = new Set(idleOverrides(change.base).map(keyOf));
    const fresh = idleOverrides(change.head).filter((each) => !before.has(keyOf(each)));
    return groupBy(fresh, ({ reason, override, lock }) =>
      [reason, override.file, override.field, lock].join('\0'),
    ).map((all) => problemOf(change, all));
  },
};

function keyOf({ reason, override: { file, selector, specifier } }: IdleOverride): string {
  return [reason, file, selector, specifier].join('\0');
}

const weights: Readonly<Record<IdleReason, readonly [Severity, Confidence]>> = {
  refused: ['high', 'likely'],
  unread: ['medium', 'likely'],
  'not-followed': ['medium', 'possible'],
  'other-version': ['high', 'certain'],
  unused: ['medium', 'certain'],
  nobody: ['low', 'possible'],
};

function problemOf(change: Change, all: readonly [IdleOverride, ...IdleOverride[]]): Problem {
  const [{ reason, override, lock }] = all;
  const names = [...new Set(all.map((each) => each.override.name))];
  const [severity, confidence] = weights[reason];
  const wasThere = change.base
    .facts('override')
    .find((each) => each.name === override.name && each.unused !== true);
  return {
    subject: names.length === 1 ? override.name : override.file,
    alsoAbout: names,
    identity: [reason, override.file, ...all.map((each) => each.override.selector).toSorted()],
    // What was patched before is installed without the patch now.
    severity: reason === 'unused' && wasThere && !isUnusedAtBase(change, override.name) ? 'high' : severity,
    confidence,
    title: titleOf(all, names),
    assumption: text`Assumes that ${list(names, 3)} ${[names.length === 1 ? 'is' : 'are']} installed as ${code(override.file)} says.`,
    detail: detailOf(all),
    verify: verifyOf(all),
    at: placeOf(override),
    atBase: wasThere ? placeOf(wasThere) : null,
    related:
      lock === override.file
        ? []
        : [{ path: lock, line: null, side: 'head' as const, note: ['the lockfile'] }],
  };
}

function isUnusedAtBase({ base }: Change, name: string): boolean {
  return idleOverrides(base).some(({ reason, override }) => reason === 'unused' && override.name === name);
}

function titleOf(all: readonly [IdleOverride, ...IdleOverride[]], names: readonly string[]): Text {
  const [{ reason, override, lock, manager, versions }] = all;
  const who = list(names, 3);
  const forced = code(override.specifier);
  switch (reason) {
    case 'refused':
      return text`${who} is forced to ${forced}, and ${code(override.file)} asks for ${list(versions, 2)} itself`;
    case 'unread':
      return text`${[toolOf(manager)]} does not read that ${code(override.file)} forces ${who}`;
    case 'not-followed':
      return text`${who} ${[names.length === 1 ? 'is' : 'are']} forced to a version that ${code(lock)} does not hold`;
    case 'other-version':
      return text`The replacement for ${code(override.selector)} has no effect: ${code(lock)} requires ${list(versions, 1)}`;
    case 'unused':
      return text`${code(lock)} says that nothing takes the patch for ${who}`;
    case 'nobody':
      return text`${code(override.file)} forces ${who}, which ${code(lock)} does not hold`;
  }
}

function detailOf(all: readonly [IdleOverride, ...IdleOverride[]]): Text {
  const [{ reason, override, manager }] = all;
  const field = override.field === undefined ? [] : text`${code(override.field)} `;
  switch (reason) {
    case 'refused':
      return ['npm stops with EOVERRIDE where the two differ.'];
    case 'unread':
      return text`${[toolOf(manager)]} takes forced versions from ${code(places[manager] ?? 'the root manifest')} of the root alone; what stands under ${field}here is passed over.`;
    case 'not-followed':
      return list(
        all.map(
          (each) => `${each.override.name} ${each.override.specifier}, locked at ${each.versions.join(', ')}`,
        ),
        6,
      );
    case 'other-version':
      return text`${code(override.specifier)} takes the place of that one version; what is built now is the original.`;
    case 'unused':
      return text`A patch counts only where somebody asks for its version, ${code(override.specifier)}.`;
    case 'nobody':
      return ['Either nothing needs it any more, or another package is meant.'];
  }
}

const places: Readonly<Record<string, string>> = {
  npm: 'overrides',
  pnpm: 'pnpm.overrides, resolutions and pnpm-workspace.yaml',
  yarn: 'resolutions',
  bun: 'overrides and resolutions',
};

const commands: Readonly<Record<string, string>> = {
  npm: 'npm ls',
  pnpm: 'pnpm why',
  yarn: 'yarn why',
  bun: 'bun why',
  uv: 'uv tree --invert --package',
  cargo: 'cargo tree -i',
  go: 'go list -m',
};

function verifyOf([{ manager }]: readonly [IdleOverride, ...IdleOverride[]]): Text {
  return text`Ask what is installed: ${code(`${commands[manager] ?? 'the installer, for'} NAME`)}`;
}

function toolOf(manager: string): string {
  return manager === 'yarn' ? 'Yarn' : manager === 'bun' ? 'Bun' : manager;
}
