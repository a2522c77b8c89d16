import type { Operation } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { ContractDocument, Reading, SourceFile } from '../format.ts';
import { Documents } from '../../contracts/documents.ts';
import { isObject, own } from '../../contracts/at.ts';
import { listOperations } from '../../contracts/openapi/list-operations.ts';
import { conflictLine } from '../lines.ts';
import { positionsOf } from './positions.ts';
import { parseDocument } from './parse.ts';
import { referenceGaps } from './references.ts';

/** The operations of an OpenAPI description, and the description itself for stage 4. */
export function readOpenApi(file: SourceFile): Reading {
  const contract = readContract(file);
  const version = own(contract.document, 'openapi') ?? own(contract.document, 'swagger');
  if (version === undefined) return { facts: [] };
  if (!/^(?:2\.0|3\.\d)/.test(contract.version)) {
    throw new Unreadable('unsupported-version', 'Neither Swagger 2.0 nor OpenAPI 3');
  }
  const documents = new Documents(file.path, contract.document, () => undefined);
  const facts = listOperations(documents).map(({ method, path, at }): Operation => ({
    kind: 'operation',
    line: contract.lineOf(at.pointer),
    method: method.toUpperCase(),
    path,
    ...operationIdOf(at.node),
  }));
  const gaps = referenceGaps(file.path, contract.document);
  return { facts: facts.sort((a, b) => a.line - b.line), contract, ...(gaps.length > 0 ? { gaps } : {}) };
}

/**
 * A contract document, or a file that one refers to: such a fragment has no version
 * (`version` is empty) and no facts of its own. Throws {@link Unreadable}.
 */
export function readContract(file: SourceFile): ContractDocument {
  const conflict = conflictLine(file.text);
  if (conflict !== undefined) {
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  }
  const document = parseDocument(file.text);
  if (!isObject(document)) throw new Unreadable('unparsable', 'Not a mapping at the top level');
  const version = versionOf(own(document, 'openapi') ?? own(document, 'swagger'));
  const lineOf = positionsOf(file.text);
  return { dialect: 'openapi', version, document, lineOf };
}

/** Unquoted in YAML, `2.0` is the number 2. */
function versionOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  return typeof value === 'string' ? value.trim() : '';
}

function operationIdOf(operation: unknown): { readonly operationId?: string } {
  const id = own(operation, 'operationId');
  return typeof id === 'string' ? { operationId: id } : {};
}
