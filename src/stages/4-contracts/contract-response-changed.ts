import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractResponseChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-response-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A response no longer keeps what it promised',
  assumption: 'Assumes every client copes with the new response.',
  verify: 'Run the clients’ tests against the new version; look for strict readers and exhaustive switches.',
  explanation: `The schemas of responses are compared as sets of possible payloads. What widens a response breaks those who
read it: a property that may be missing or null, a wider type, a loosened bound, a new alternative; so do a
removed success status, media type or header. Write-only properties do not count. Responses of webhooks and
callbacks are judged as requests. In a GraphQL schema what can be selected is a response: a field, member or
interface that is gone, a type that may now be null or is another one; of enumerations that are only received, new
values.

Of Avro schemas it says what keeps readers that still have the old schema from reading new data: a field without
a default that is gone, a new symbol or branch, a wider number. Those are questions, and medium.

High. Medium for a loosened limit of a length, count or number, a new \`enum\` value and a removed optional property or header. What narrows a response, and
every new property, is compatible and not listed. Callers in this repository are listed; they do not raise it,
since not every caller reads every field. Operations of GraphQL say what they read, and make it critical.`,
  check: (change) =>
    contractProblems(change, 'contract-response-changed', {
      assumption: ({ subject }) => text`Assumes every client copes with ${code(subject)} as it is now`,
      verify: ({ subject }) =>
        text`Run the tests of clients that read ${code(subject)} against the new version`,
      callersRaise: false,
    }),
};
