import { code, list, text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import type { Problem } from '../rule.ts';

/** More questions than these about one file are asked as one. */
const mostQuestions = 3;

/** A block of variables that goes from one file is one decision: many questions about it are one. */
export function folded(problems: readonly Problem[]): readonly Problem[] {
  const isQuestion = ({ confidence }: Problem): boolean => confidence === 'possible';
  const byFile = groupBy(problems.filter(isQuestion), ({ atBase }) => atBase?.path ?? '');
  const questions = byFile.flatMap((all) => (all.length > mostQuestions ? [oneQuestion(all)] : all));
  return [...problems.filter((problem) => !isQuestion(problem)), ...questions];
}

function oneQuestion([first, ...others]: readonly [Problem, ...Problem[]]): Problem {
  const path = first.atBase?.path ?? '';
  const names = [...new Set([first, ...others].map(({ subject }) => subject))];
  return {
    ...first,
    alsoAbout: names.slice(1),
    identity: [path, ...names.toSorted()],
    title: text`${list(names)} are no longer declared in ${code(path)}, and code still reads them`,
    assumption: text`Assumes the code does without ${list(names)}, or gets them from outside; does it?`,
    related: others
      .flatMap(({ at, subject }) =>
        at ? [{ ...at, side: 'head' as const, note: text`reads ${code(subject)}` }] : [],
      )
      .slice(0, 4),
  };
}
