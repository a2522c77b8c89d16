import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractOperationRenamed: ChangeRule = {
  kind: 'change',
  id: 'contract-operation-renamed',
  stage: 'contracts',
  severity: 'medium',
  summary: 'An operation has another operationId, so generated clients name its method otherwise',
  assumption: 'Assumes no client was generated with the old name.',
  verify: 'Regenerate the clients and compile what uses them.',
  explanation: `The address of an operation stays, its \`operationId\` changes or goes. The wire does not notice; generated
clients name the method after it.

Medium; high when code in this repository calls the operation.`,
  check: (change) =>
    contractProblems(change, 'contract-operation-renamed', {
      assumption: ({ subject }) =>
        text`Assumes no generated client of ${code(subject)} is used under the old name`,
      verify: ({ subject }) => text`Regenerate the clients of ${code(subject)} and compile what uses them`,
      callersRaise: true,
    }),
};
