import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { startedFiles } from '../../system/started-files.ts';
import type { StartedFile } from '../../system/started-files.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { isBuiltAnew, sourcesOf } from './built-files.ts';
import { goneRelated, isMadeElsewhere, isThere, mayBeThere, whatHappened } from './gone-path.ts';
import { missingActions } from './missing-actions.ts';

/** Something starts a file that the change took away, or that no longer gets into the image. */
export const entrypointMissing: ChangeRule = {
  kind: 'change',
  id: 'entrypoint-missing',
  stage: 'wiring',
  severity: 'critical',
  summary: 'A command starts a file that is gone or no longer copied into the image',
  assumption:
    'Assumes that the file which a process, image, service, script or CI step starts is where it looks for it.',
  verify: 'Start it from a clean clone; for an image, build it and run it once.',
  explanation: `Looks at \`CMD\` and \`ENTRYPOINT\`, commands of compose services, Procfiles, \`main\` and \`bin\` and the scripts
of \`package.json\`, recipes, steps of workflows, and actions of the repository itself. From each it takes the file that is
started (\`node x.js\`, \`python -m a.b\`, \`uvicorn a.b:app\`, \`./x.sh\`, \`go run ./cmd/x\`), follows it through working
directories, \`COPY\`, stages and bind mounts to the repository, and fires when the file was there at base and is not at
head, or is there and no longer copied.

Processes and containers are critical, CI steps and promised files high, make recipes and most package scripts medium. A
built file (\`dist/main.js\`) whose source is gone is a question. It stays silent for files that were not in the tree at
base, for what git ignores at head or a build makes, for names with variables, for scripts that first test whether the
file is there, and where another image, a volume or an unknown folder may provide it.`,
  check: (change): readonly Problem[] => {
    const before = new Map(startedFiles(change.base).map((file) => [keyOf(file), file]));
    const problems = startedFiles(change.head).flatMap((file) =>
      problemsOf(change, file, before.get(keyOf(file))),
    );
    return [...joined(problems), ...missingActions(change)];
  },
};

function keyOf({ by, written }: StartedFile): string {
  return [by.file, by.unit, by.role, written].join('\0');
}

function problemsOf(change: Change, file: StartedFile, before: StartedFile | undefined): readonly Problem[] {
  const { base, head } = change;
  if (file.open || file.paths.some((path) => mayBeThere(head, path))) return [];
  const there = (before ?? file).paths.filter((path) => isThere(base, path));
  const gone = there.find((path) => file.paths.includes(path) && !isThere(head, path));
  if (gone !== undefined) {
    const made = file.paths.some((path) => isMadeElsewhere(head, path)) || isBuiltAnew(head, gone);
    return made ? [] : [goneProblem(change, file, before, gone)];
  }
  const [left] = there;
  if (left !== undefined)
    return file.contained && before && file.paths.length === 0 && isThere(head, left)
      ? [notCopiedProblem(file, before, left)]
      : [];
  const source = sourcesOf(change, file.paths);
  return source === undefined ? [] : [sourceProblem(change, file, before, source)];
}

function goneProblem(
  change: Change,
  file: StartedFile,
  before: StartedFile | undefined,
  path: string,
): Problem {
  return {
    ...common(file, before, path),
    confidence: file.contained ? 'likely' : 'certain',
    title: isPromise(file)
      ? text`${code(file.by.file)} promises ${code(file.written)} as its ${code(file.by.unit.split(' ', 1)[0] ?? '')}, and it is gone`
      : text`${whoOf(file)} runs ${lineOf(file)}, and ${code(path)} is gone`,
    assumption: text`Assumes ${code(path)} is there when ${whoOf(file)} starts`,
    detail: whatHappened(change, path),
    related: goneRelated(change, path),
  };
}

function notCopiedProblem(file: StartedFile, before: StartedFile, path: string): Problem {
  return {
    ...common(file, before, path),
    confidence: 'likely',
    title: text`${whoOf(file)} runs ${lineOf(file)}, and ${code(path)} is no longer copied into its image`,
    assumption: text`Assumes something else puts ${code(path)} into the image that ${whoOf(file)} runs in`,
  };
}

function sourceProblem(
  change: Change,
  file: StartedFile,
  before: StartedFile | undefined,
  path: string,
): Problem {
  return {
    ...common(file, before, path),
    confidence: 'possible',
    title: text`${whoOf(file)} runs ${lineOf(file)}, which seems to be built from ${code(path)}, and that is gone`,
    assumption: text`Assumes the build still writes ${code(file.written)} without ${code(path)}; does it?`,
    detail: whatHappened(change, path),
    verify: text`Build from a clean clone and look for ${code(file.written)}`,
    related: goneRelated(change, path),
  };
}

function common(
  file: StartedFile,
  before: StartedFile | undefined,
  path: string,
): Pick<Problem, 'subject' | 'identity' | 'severity' | 'verify' | 'at' | 'atBase'> {
  return {
    subject: path,
    identity: [path],
    severity: severityOf(file),
    verify: file.contained
      ? text`Build the image from a clean clone and run ${lineOf(file)} in it`
      : text`Run ${lineOf(file)} in a clean clone`,
    at: { path: file.by.file, line: file.by.line },
    atBase: before ? { path: before.by.file, line: before.by.line } : null,
  };
}

function severityOf({ by, contained }: StartedFile): Severity {
  if (contained || /(?:^|\/)Procfile/.test(by.file)) return 'critical';
  // Only its neighbours can miss it.
  if (by.unit === 'main of a private package') return 'medium';
  if (by.role === 'entrypoint' || /\.ya?ml$/.test(by.file)) return 'high';
  return /^scripts\.(?:start|serve|build|prepare|(?:post|pre)?install)$/.test(by.unit) ? 'high' : 'medium';
}

function isPromise({ by }: StartedFile): boolean {
  return by.role === 'entrypoint' && by.directory !== undefined && !by.directory.startsWith('/');
}

/** The process, service or job; an image by its Dockerfile, a script or recipe by its file too. */
function whoOf({ by, contained }: StartedFile): Text {
  if (/dockerfile/i.test(by.file) && contained) return [code(by.file)];
  return contained || /(?:^|\/)Procfile/.test(by.file)
    ? [code(by.unit)]
    : text`${code(by.unit)} of ${code(by.file)}`;
}

function lineOf({ argv }: StartedFile): Text {
  return [code(argv.join(' '))];
}

const severityOrder: readonly (Severity | undefined)[] = ['critical', 'high', 'medium'];

/** One problem for a path, the worst; the others are places of it. */
function joined(problems: readonly Problem[]): readonly Problem[] {
  const groups = new Map<string, Problem[]>();
  const rank = ({ severity }: Problem): number => severityOrder.indexOf(severity);
  for (const problem of problems)
    groups.set(problem.subject, [...(groups.get(problem.subject) ?? []), problem]);
  return [...groups.values()].map((group) => {
    const [first, ...others] = group.sort((a, b) => rank(a) - rank(b)) as [Problem, ...Problem[]];
    const more = others
      .slice(0, 9)
      .flatMap(({ at }) => (at ? [{ ...at, side: 'head' as const, note: text`starts it too` }] : []));
    return { ...first, related: [...(first.related ?? []), ...more] };
  });
}
