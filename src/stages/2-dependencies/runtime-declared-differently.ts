import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { runtimeConflicts } from '../../system/runtime-declarations.ts';
import type { RuntimeConflict, RuntimeDeclaration } from '../../system/runtime-declarations.ts';
import type { System } from '../../system/system.ts';
import type { IntegrityRule, Problem } from '../rule.ts';
import { runtimeTitle } from './runtime-titles.ts';

/** Two places declare versions of one runtime that no version satisfies. */
export const runtimeDeclaredDifferently: IntegrityRule = {
  kind: 'integrity',
  id: 'runtime-declared-differently',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'Places that must agree declare different versions of a runtime',
  assumption: 'Assumes that what is tested, developed on and shipped is one version of the runtime.',
  verify: 'Print the version in the image, in CI and on a developer machine, and compare.',
  explanation: `Collects what images, tool files (\`.nvmrc\`, \`.tool-versions\`, \`mise.toml\` …), manifests (\`engines\`, \`volta\`,
\`requires-python\`, \`go.mod\`) and CI set-up steps say about a runtime, and fires when no version satisfies two of them. Voices
of one folder must agree, so two services of a repository may differ. An image listens to the nearest folder above
where its own declares nothing. Of a CI matrix, and of all workflows together, one fitting version is enough; CI is held against
the root folder only.

Two plain versions agree when their release line does (\`20.11.1\` and \`20\`, \`3.12.1\` and \`3.12\`); a plain version and a range
agree when the range admits it. Names such as \`lts/*\` and \`stable\` say nothing, and examples, tests and development containers
are left out.

Severity: high where an image is outside of what the manifest beside it accepts, medium otherwise. A question where the
image's folder has a package of its own and the other voice stands further up, and about CI where the repository has actions of
its own, which may set up more.`,
  check: (system) => {
    const open = [...runtimeConflicts(system)];
    const problems: Problem[] = [];
    while (open.length > 0) {
      const odd = oddOne(open);
      const own = open.filter(({ a, b }) => a === odd || b === odd);
      for (const conflict of own) open.splice(open.indexOf(conflict), 1);
      problems.push(problemOf(system, odd, own));
    }
    return problems;
  },
};

const rank: readonly RuntimeDeclaration['role'][] = ['image', 'ci', 'tool-file', 'manifest'];

/** The voice that most others contradict; of several the one nearest to what runs. */
function oddOne(conflicts: readonly RuntimeConflict[]): RuntimeDeclaration {
  const counts = new Map<RuntimeDeclaration, number>();
  for (const voice of conflicts.flatMap(({ a, b }) => [a, b]))
    counts.set(voice, (counts.get(voice) ?? 0) + 1);
  const [first] = [...counts].sort(
    ([a, x], [b, y]) => y - x || rank.indexOf(a.role) - rank.indexOf(b.role) || (a.path < b.path ? -1 : 1),
  );
  return (first as readonly [RuntimeDeclaration, number])[0];
}

function problemOf(system: System, odd: RuntimeDeclaration, conflicts: readonly RuntimeConflict[]): Problem {
  const others = conflicts.map(({ a, b }) => (a === odd ? b : a));
  const [other] = others as [RuntimeDeclaration, ...RuntimeDeclaration[]];
  const isOutside = conflicts.some(
    ({ a, b, distant }) =>
      !distant && [a.role, b.role].includes('image') && [a.role, b.role].includes('manifest'),
  );
  const distant = conflicts.every((conflict) => conflict.distant);
  const name: Text = [runtimeTitle(odd.runtime)];
  return {
    subject: odd.runtime,
    identity: [odd.runtime, odd.role, odd.path, odd.role === 'image' ? '' : odd.folder],
    severity: isOutside ? 'high' : 'medium',
    confidence: distant ? 'possible' : 'likely',
    title: text`${name} is ${versionsOf(odd)} in ${code(odd.path)} and ${versionsOf(other)} in ${code(other.path)}`,
    assumption: text`Assumes that ${assumedOf(odd, other, name)}.`,
    ...(others.length > 1 ? { detail: text`No version satisfies all: ${voicesOf([odd, ...others])}.` } : {}),
    verify: text`Print the version where each of these runs (${code(commands[odd.runtime] ?? `${odd.runtime} --version`)}), decide on one, and write it everywhere.`,
    at: { path: odd.path, line: odd.entries[0]?.at ?? null },
    related: others.map((voice) => ({
      path: voice.path,
      line: voice.entries[0]?.at ?? null,
      side: system.side,
      note: text`${[says[voice.role]]} ${versionsOf(voice)}`,
    })),
  };
}

const commands: Readonly<Record<string, string>> = {
  go: 'go version',
  java: 'java -version',
  rust: 'rustc --version',
};

const says: Readonly<Record<RuntimeDeclaration['role'], string>> = {
  image: 'the image brings',
  ci: 'CI sets up',
  'tool-file': 'developers get',
  manifest: 'the manifest accepts',
};

function voicesOf(voices: readonly RuntimeDeclaration[]): Text {
  return list(
    voices.map((voice) => `${voice.path}: ${writtenIn(voice).join(', ')}`),
    8,
  );
}

function versionsOf(voice: RuntimeDeclaration): Text {
  return list(writtenIn(voice), 3);
}

function writtenIn({ entries }: RuntimeDeclaration): readonly string[] {
  return [...new Set(entries.map(({ written }) => written))];
}

function assumedOf(odd: RuntimeDeclaration, other: RuntimeDeclaration, name: Text): Text {
  const [near, far] = [odd, other].sort((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role));
  const [shipped, said] = [code((near ?? odd).path), code((far ?? other).path)];
  if (near?.role === 'image') {
    if (far?.role === 'manifest') return text`${said} accepts the ${name} that ${shipped} brings`;
    return far?.role === 'ci'
      ? text`CI tests the ${name} that ${shipped} brings`
      : text`developers work with the ${name} that ${shipped} brings`;
  }
  if (near?.role === 'ci') return text`CI tests the ${name} that ${said} means`;
  return far?.role === 'manifest'
    ? text`${said} accepts the ${name} that developers get`
    : text`every developer gets the same ${name}`;
}
