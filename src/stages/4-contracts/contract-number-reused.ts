import { code, text } from '../../report/text.ts';
import type { ReusedNumber } from '../../system/number-history.ts';
import type { ChangeRule, Problem } from '../rule.ts';

const day = 86_400;
/** What was there for a shorter time was hardly deployed. */
const shortest = 14 * day;

export const contractNumberReused: ChangeRule = {
  kind: 'change',
  id: 'contract-number-reused',
  stage: 'contracts',
  severity: 'high',
  summary: 'A protobuf field or enum value has a number that an earlier commit took from another one',
  assumption:
    'Assumes no message of the time when the number meant something else is kept, and no client of that time runs.',
  verify: 'Look at the history of the file for the number, and take a free one; reserve the old one.',
  explanation: `Looks only at changed \`.proto\` files that add a number to a message or an enum which base has. The history of
the file before base is searched for the version that had the number last: up to 200 versions, along the first parents,
under the name that the file has at base.

High: it had another name or another type, and was removed without \`reserved\`. Medium, as a question: it was there for less
than two weeks, or the package says that it is an alpha or beta version.

It stays silent when the field came back as it was, for another spelling of its name or a wider integer, for tests and
vendored files. Numbers that base reserves are told by \`contract-wire-changed\`. In a shallow repository the history ends
early; that nothing could be looked at is only said where the new number fills a hole among the old ones.`,
  check: ({ reusedNumbers = [] }) => reusedNumbers.map(problemOf),
};

function problemOf({ path, package: name, added, was }: ReusedNumber): Problem {
  const short = added.in.slice(added.in.lastIndexOf('.') + 1);
  const subject = `${short}.${added.name}`;
  const isShort = was.lasted < shortest;
  const isUnstable = /(?:^|\.)v\d+(?:p\d+)?(?:alpha|beta)\d*(?:\.|$)/.test(name);
  const isDoubtful = isShort || isUnstable;
  return {
    subject,
    identity: [path, added.in, String(added.number)],
    severity: isDoubtful ? 'medium' : 'high',
    confidence: isDoubtful ? 'possible' : 'likely',
    title: text`${code(subject)} has the number ${added.number}, which was ${code(spelled(was))} until that was removed`,
    assumption: text`Assumes nobody holds messages or runs clients for which ${added.number} in ${code(short)} is ${code(was.name)}`,
    ...(isShort
      ? { detail: text`${code(was.name)} was there for ${Math.floor(was.lasted / day)} days.` }
      : isUnstable
        ? { detail: text`The package ${code(name)} says that it may change.` }
        : {}),
    verify: text`Look for ${code(was.name)} in the history of ${code(path)}; a number that nothing had is free of doubt`,
    at: { path, line: added.line },
  };
}

function spelled({ name, type }: ReusedNumber['was']): string {
  return type === '' ? name : `${type} ${name}`;
}
