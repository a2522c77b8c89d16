import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractSecurityChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-security-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A client that was let in before is not let in any more',
  assumption: 'Assumes every client has the credentials that are needed now.',
  verify: 'Call the operation with the credentials that clients have today.',
  explanation: `For every alternative of \`security\` that held before there must be one now that asks for nothing more.
Schemes of one alternative are needed together, alternatives stand beside each other, schemes are the same
when their definitions are, whatever they are called. A first requirement on an open operation, an added
scope, a removed alternative and a changed scheme break; an added alternative and a dropped requirement do
not.

High; critical when code in this repository calls the operation.`,
  check: (change) =>
    contractProblems(change, 'contract-security-changed', {
      assumption: ({ subject }) => text`Assumes every client already has what ${code(subject)} now asks for`,
      verify: ({ subject }) =>
        text`Call what is under ${code(subject)} with the credentials that clients have today`,
      callersRaise: true,
    }),
};
