import { code, list, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { Documents } from '../../contracts/documents.ts';
import { isSchemaDocument } from '../../contracts/graphql/model.ts';
import { rootFields } from '../../contracts/graphql/schema.ts';
import { listOperations } from '../../contracts/openapi/list-operations.ts';
import type { ContractDocument } from '../../formats/format.ts';
import { removedContracts } from './contract-changes.ts';

export const contractRemoved: ChangeRule = {
  kind: 'change',
  id: 'contract-removed',
  stage: 'contracts',
  severity: 'high',
  summary: 'An API description is gone as a whole',
  assumption: 'Assumes nobody generates code from the description or relies on what it promises.',
  verify: 'Search for the file by name in build scripts, client generators and documentation.',
  explanation: `An OpenAPI description or a GraphQL schema that base has is not in head: not renamed, not converted between JSON and YAML, and
no other description took over its title or most of its paths. One finding for the file, with the operations
it described; they are not listed one by one. A GraphQL schema is gone when all of its files are.`,
  check: (change) =>
    removedContracts(change).map(({ path, contract }) => {
      const names = operationsIn(path, contract);
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

function operationsIn(path: string, { document }: ContractDocument): readonly string[] {
  if (isSchemaDocument(document)) return rootFields(document);
  return listOperations(new Documents(path, document, () => undefined)).map(({ name }) => name);
}
