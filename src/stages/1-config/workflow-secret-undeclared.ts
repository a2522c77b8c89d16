import { code, list, text } from '../../report/text.ts';
import type { Read } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { mismatchesIn } from './called-workflows.ts';

/** A workflow relies on a secret or variable that nothing relied on before, or that its caller does not pass. */
export const workflowSecretUndeclared: ChangeRule = {
  kind: 'change',
  id: 'workflow-secret-undeclared',
  stage: 'config',
  severity: 'high',
  summary: 'A workflow reads a secret or variable that may not be there',
  assumption: 'Assumes that the secret exists in this repository, its organization or the environment.',
  verify: 'Look under Settings, Secrets and variables, in the repository and in each environment.',
  explanation: `A secret or variable that does not exist is an empty text in a workflow, and no error. Names are compared
without regard to case, as GitHub does.

Certain and high: a workflow of this repository calls another and leaves out a secret that this one requires, passes one
that it does not declare, or does not pass one that it reads (without \`secrets: inherit\`). Jobs with an \`environment\` are
left alone: its secrets are theirs.

A question: a name that no workflow of base mentions. Medium for secrets, low for variables; one finding for a file.

It stays silent for names read before by any workflow, behind a test or with a fallback, for names that GitHub provides,
and for those listed under \`provided\` in the settings.`,
  check: (change) => [...newMismatches(change), ...newNames(change)],
};

function newMismatches({ base, head }: Change): readonly Problem[] {
  const before = new Set(mismatchesIn(base).map(({ identity }) => identity.join('\0')));
  return mismatchesIn(head).filter(({ identity }) => !before.has(identity.join('\0')));
}

function newNames({ base, head }: Change): readonly Problem[] {
  const known = new Set(workflowReads(base).map(keyOf));
  const byFile = new Map<string, Located<Read>[]>();
  const seen = new Set<string>();
  for (const read of workflowReads(head)) {
    const key = keyOf(read);
    if (read.strength !== 'required' || known.has(key) || seen.has(key)) continue;
    if (head.isProvided(read.name) || isPassed(head, read)) continue;
    seen.add(key);
    const group = `${read.file}\0${read.via}`;
    byFile.set(group, [...(byFile.get(group) ?? []), read]);
  }
  return [...byFile.values()].map((reads) => problemOf(head, reads));
}

/** Reads of secrets and variables in what GitHub runs; its folder counts at the root only. */
function workflowReads(system: System): readonly Located<Read>[] {
  return system
    .facts('read')
    .filter(
      ({ file, via, phase, name }) =>
        phase === 'ci' && /^(?:secrets|vars)$/.test(via) && name !== '' && file.startsWith('.github/'),
    );
}

function keyOf({ via, name }: Read): string {
  return `${via} ${name.toLowerCase()}`;
}

/** Declared as what a caller passes: the caller is who must have it. */
function isPassed(system: System, { file, via, name }: Located<Read>): boolean {
  if (via !== 'secrets') return false;
  const workflow = system.facts('workflow').find((fact) => fact.file === file);
  return workflow?.secrets.some((secret) => secret.name.toLowerCase() === name.toLowerCase()) === true;
}

function problemOf(head: System, reads: readonly Located<Read>[]): Problem {
  const [first, ...others] = reads as readonly [Located<Read>, ...Located<Read>[]];
  const isSecret = first.via === 'secrets';
  const what = isSecret ? 'secret' : 'variable';
  const names = list(
    reads.map(({ name }) => name),
    4,
  );
  const events = head.facts('workflow').find(({ file }) => file === first.file)?.events ?? [];
  const plural = others.length > 0;
  return {
    subject: first.name,
    alsoAbout: others.map(({ name }) => name),
    identity: [first.file, first.via, ...reads.map(({ name }) => name.toLowerCase())],
    severity: isSecret ? 'medium' : 'low',
    confidence: 'possible',
    title: text`${code(first.file)} reads ${[plural ? `${reads.length} ${what}s` : `the ${what}`]} ${names}, which no workflow read before`,
    assumption: plural
      ? text`Assumes ${names} exist for this repository; do they?`
      : text`Assumes ${names} exists for this repository; does it?`,
    detail:
      isSecret && events.includes('pull_request')
        ? text`What does not exist is an empty text. Pull requests from forks never get secrets.`
        : text`What does not exist is an empty text, and no error.`,
    verify: text`Look under Settings, Secrets and variables, Actions, and in the environment of the job`,
    at: { path: first.file, line: first.line },
    related: others.slice(0, 5).map((read) => ({
      path: read.file,
      line: read.line,
      side: 'head',
      note: text`reads ${code(read.name)}`,
    })),
  };
}
