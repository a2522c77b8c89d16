import { code, text } from '../../report/text.ts';
import type { EditedClient } from '../../system/edited-clients.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Generated code was edited, and what it is generated from was not. */
export const contractClientEdited: ChangeRule = {
  kind: 'change',
  id: 'contract-client-edited',
  stage: 'contracts',
  severity: 'medium',
  summary: 'Code that is generated from a contract changed alone',
  assumption: 'Assumes the change is also in what the code is generated from, or in how.',
  verify: 'Run the generator and look whether the change is still there.',
  explanation: `Looks at changed code that a generator of OpenAPI or protobuf code signed, whose contract is in the repository: the
one that it names, or a description of whose types it holds at least 95 of 100. It asks where that code changed and nothing did
that generators look at: no contract, no setting, manifest, lockfile, pipeline, script or template. The next run of the generator
takes such an edit back, and until then code and contract say different things.

Medium, as a question. It stays silent for comments, imports, formatting and order, where the first lines name another version of
the generator, where what came is what the contract has (the code was behind), where more than two generated files or more than
60 lines changed (a generator wrote them), where the contract is not in the repository, and for tests and vendored code.`,
  check: ({ editedClients = [] }) => editedClients.map(problemOf),
};

function problemOf({ path, tool, contract, line, count }: EditedClient): Problem {
  return {
    subject: path,
    identity: [path],
    severity: 'medium',
    confidence: 'possible',
    title: text`${code(path)} is generated from ${code(contract)}, and changed alone`,
    assumption: text`Assumes ${code(tool)} writes these ${count} lines, too; does it?`,
    verify: text`Run ${code(tool)} and look whether ${code(path)} differs`,
    at: { path, line },
    related: [{ path: contract, line: null, side: 'head', note: text`what it is generated from` }],
  };
}
