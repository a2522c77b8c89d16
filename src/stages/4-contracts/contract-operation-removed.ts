import { code, text } from '../../report/text.ts';
import type { ProcedureRemoved } from '../../contracts/payloads/payload-change.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';
import { payloadPlaces, usingPackages } from './payload-problem.ts';

export const contractOperationRemoved: ChangeRule = {
  kind: 'change',
  id: 'contract-operation-removed',
  stage: 'contracts',
  severity: 'high',
  summary: 'An operation, webhook or callback of an API contract is gone',
  assumption: 'Assumes nobody calls the operation any more.',
  verify: 'Search the clients for its path and its operationId; look at the access log of the last weeks.',
  explanation: `Compares the OpenAPI descriptions (Swagger 2.0, OpenAPI 3.x, JSON and YAML) of base and head operation by
operation. Paths are the same when only the names of their parameters differ, and a prefix may move between
the paths and the servers. In a GraphQL schema, whose parts may stand in many files, the fields of query, mutation
and subscription are the operations; a type that moved to another file of its schema is no change.
Operations in GraphQL documents and in literals of JavaScript, TypeScript and Python that hold what a schema no longer
has count as callers; their selections are followed by type. A procedure of a tRPC router is told only where code of
another workspace package still calls it by its full name (\`trpc.user.byId.useQuery\`), and is high.

High; critical when code in this repository still calls it. Medium when it was deprecated without a date.
Silent when its announced sunset has passed, when it was marked \`draft\` or \`alpha\`, and for descriptions of
tests and of vendored code.`,
  check: (change) => [
    ...contractProblems(change, 'contract-operation-removed', {
      assumption: ({ subject }) => text`Assumes nobody calls ${code(subject)} any more`,
      verify: ({ subject }) =>
        text`Search the clients of this API for ${code(subject)}, and the access log of the last weeks`,
      callersRaise: true,
    }),
    ...(change.payloads ?? []).flatMap((each) =>
      each.kind === 'procedure-removed' ? [procedureRemoved(each)] : [],
    ),
  ],
};

function procedureRemoved(change: ProcedureRemoved): Problem {
  const { name, package: own, uses } = change;
  return {
    subject: name,
    identity: [own, name, 'procedure-removed'],
    confidence: 'certain',
    title: text`The procedure ${code(name)} was removed, and ${usingPackages(uses)} still calls it`,
    assumption: text`Assumes nobody outside of ${code(own)} calls ${code(name)}`,
    verify: text`Build what calls ${code(name)}, and look for clients of it outside of this repository`,
    ...payloadPlaces(change, text`calls ${code(name)}`),
  };
}
