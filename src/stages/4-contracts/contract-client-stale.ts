import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { StaleClient } from '../../system/stale-clients.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Generated code that its contract left behind. */
export const contractClientStale: ChangeRule = {
  kind: 'change',
  id: 'contract-client-stale',
  stage: 'contracts',
  severity: 'high',
  summary: 'A contract changed and the code that is generated from it did not',
  assumption: 'Assumes the generated code that is in the repository still fits its contract.',
  verify: 'Run the generator and look whether its output differs.',
  explanation: `Looks only at changed OpenAPI descriptions, GraphQL schemas and \`.proto\` files whose operations, types or fields
changed. Tracked code that a generator signed (openapi-typescript, openapi-ts, orval, OpenAPI Generator, oapi-codegen, ogen,
graphql-codegen, gqlgen, protoc and its plugins among others) is its client when it names the contract as its source, or when
it holds at least 95 of 100 names that the contract had at base; and so is what settings of generators
(orval, openapi-ts, RTK Query, graphql-codegen, OpenAPI Generator) or commands in scripts and Makefiles say is made from it,
without any signature. It fires when no file of such a client changed, and the
client does not have a name that the contract has now, or still has one that is gone or got another type.

High: an operation, type or field that the client still has is gone or is another one. Medium: the client merely lacks what is
new. Medium, as a question: it was found by few names alone.

It stays silent when the client changed with its contract, when it was behind already, holds a part of the contract alone
(types of the operations that are used), or is not in the repository; for prose, examples, limits, order and formatting; and
for tests and vendored code.`,
  check: ({ staleClients = [] }) => staleClients.map(problemOf),
};

const fewNames = 20;

function problemOf(client: StaleClient): Problem {
  const { path, contract, tool, missing, leftover, retyped, shared, isNamed, keepsStep } = client;
  const isBroken = leftover.length + retyped.length > 0;
  const isSure = (isNamed || shared >= fewNames) && keepsStep === true;
  return {
    subject: path,
    identity: [contract, path],
    severity: isBroken && isSure ? 'high' : 'medium',
    confidence: isSure ? 'likely' : 'possible',
    title: text`${code(contract)} changed, and ${code(path)} was not generated anew`,
    assumption: text`Assumes ${code(path)} still fits ${code(contract)}`,
    detail: detailOf(missing, leftover, retyped),
    verify: text`Run ${code(tool)} and look whether ${code(path)} differs`,
    at: { path: client.files[0] ?? path, line: null },
    related: [{ path: contract, line: null, side: 'head', note: text`what it is generated from` }],
  };
}

function detailOf(missing: readonly string[], leftover: readonly string[], retyped: readonly string[]): Text {
  const pieces: readonly Text[] = [
    ...(leftover.length > 0 ? [text`it still has ${list(leftover, 4)}, gone from the contract`] : []),
    ...(retyped.length > 0 ? [text`it has the old type of ${list(retyped, 4)}`] : []),
    ...(missing.length > 0 ? [text`it does not know ${list(missing, 4)}`] : []),
  ];
  return [
    'In the generated code: ',
    ...pieces.flatMap((piece, index) => (index > 0 ? ['; ', ...piece] : piece)),
    '.',
  ];
}
