import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractParameterChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-parameter-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A parameter is demanded, gone or read otherwise',
  assumption: 'Assumes every caller already passes the parameter as it is now described.',
  verify: 'Call the operation as clients call it today.',
  explanation: `Parameters of path, query, header and cookie: new and required, no longer optional, moved to another place,
written otherwise (\`style\`, \`explode\`, \`collectionFormat\`), of a narrower type, \`enum\`, format or bound.
Path parameters match by position when they were renamed. A string takes numbers too, and a list of one is
written like its item, so that such changes are compatible. Arguments of GraphQL fields and directives count too.

High; critical when code in this repository calls the operation. Medium for a parameter that is no longer
known and for a changed \`default\`.`,
  check: (change) =>
    contractProblems(change, 'contract-parameter-changed', {
      assumption: ({ subject }) =>
        text`Assumes every caller already passes ${code(subject)} as it is now described`,
      verify: ({ subject }) => text`Call the operation as clients call it today and look at ${code(subject)}`,
      callersRaise: true,
    }),
};
