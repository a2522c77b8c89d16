import { code, list, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { Documents } from '../../contracts/documents.ts';
import { listOperations } from '../../contracts/openapi/list-operations.ts';
import { removedContracts } from './contract-changes.ts';

export const contractRemoved: ChangeRule = {
  kind: 'change',
  id: 'contract-removed',
  stage: 'contracts',
  severity: 'high',
  summary: 'An API description is gone as a whole',
  assumption: 'Assumes nobody generates code from the description or relies on what it promises.',
  verify: 'Search for the file by name in build scripts, client generators and documentation.',
  explanation: `An OpenAPI description that base has is not in head: not renamed, not converted between JSON and YAML, and
no other description took over its title or most of its paths. One finding for the file, with the operations
it described; they are not listed one by one.`,
  check: (change) =>
    removedContracts(change).map(({ path, contract }) => {
      const operations = listOperations(new Documents(path, contract.document, () => undefined));
      const names = operations.map(({ name }) => name);
      const described = text`It described ${names.length} ${[names.length === 1 ? 'operation' : 'operations']}: ${list(names, 4)}.`;
      return {
        subject: path,
        identity: [path],
        confidence: 'certain',
        title: text`The contract ${code(path)} was removed`,
        assumption: text`Assumes nobody generates a client from ${code(path)} or relies on what it promises`,
        ...(names.length > 0 ? { detail: described } : {}),
        verify: text`Search build scripts, client generators and documentation for ${code(path)}`,
        at: null,
        atBase: { path, line: null },
      };
    }),
};
