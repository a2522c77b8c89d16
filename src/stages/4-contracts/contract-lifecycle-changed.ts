import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractLifecycleChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-lifecycle-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A promise about how long or how firmly something stays was taken back',
  assumption: 'Assumes no client has planned by the date or the stability that was announced.',
  verify: 'Ask the consumers who were told.',
  explanation: `A sunset (\`x-sunset\`) moves to an earlier day or disappears while the deprecation stays, or the stability
(\`x-stability-level\`) decreases. Operations, parameters and properties.

A first deprecation, a later sunset and a higher stability are compatible and not listed.`,
  check: (change) =>
    contractProblems(change, 'contract-lifecycle-changed', {
      assumption: ({ subject }) =>
        text`Assumes no client has planned by what was announced for ${code(subject)}`,
      verify: ({ subject }) => text`Ask the consumers of ${code(subject)} who were told`,
      callersRaise: false,
    }),
};
