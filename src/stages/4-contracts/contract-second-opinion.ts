import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';

export const contractSecondOpinion: ChangeRule = {
  kind: 'change',
  id: 'contract-second-opinion',
  stage: 'contracts',
  severity: 'low',
  summary: 'openapi-diff sees a break where nothing was found here',
  assumption: 'Assumes the difference that openapi-diff sees breaks nobody.',
  verify: 'Run openapi-diff on both versions and look at the difference it reports for the operation.',
  explanation: `The package openapi-diff is asked too, about Swagger 2.0 and OpenAPI 3.0 descriptions that refer to no other
file and are of a usual size. It runs in a thread with limits of time and memory. What it calls breaking, and where
the comparison here sees no change of the operation at all, is put as a question.

Low, and only possible: the package takes read-only properties in requests for required ones, and a missing type
for a change. Where it refuses a description nothing is said.`,
  check: ({ opinions = [] }) =>
    opinions.map(({ code: difference, subject, pointer, old, new: next }) => ({
      subject,
      identity: [next.path, subject, difference],
      confidence: 'possible',
      title: text`openapi-diff reports ${code(difference)} for ${code(subject)}`,
      assumption: text`Assumes what openapi-diff sees in ${code(subject)} breaks nobody; does it?`,
      verify: text`Run openapi-diff on both versions of ${code(next.path)} and look at ${code(subject)}`,
      at: { path: next.path, line: next.contract.lineOf(pointer) },
      atBase: { path: old.path, line: old.contract.lineOf(pointer) },
    })),
};
