import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractServerChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-server-changed',
  stage: 'contracts',
  severity: 'medium',
  summary: 'The address under which an API is offered has another path',
  assumption: 'Assumes clients take the address from the contract, or were told.',
  verify: 'Look at the base addresses that clients are configured with.',
  explanation: `All paths stay and the path of every server (or \`basePath\`) changes, so that every address is another one. A
prefix that merely moved from the paths to the servers changes no address and is silent, and so is another
host.`,
  check: (change) =>
    contractProblems(change, 'contract-server-changed', {
      assumption: ({ subject }) =>
        text`Assumes clients do not hold the old path of ${code(subject)} in their configuration`,
      verify: () => text`Look at the base addresses that clients are configured with`,
      callersRaise: false,
    }),
};
