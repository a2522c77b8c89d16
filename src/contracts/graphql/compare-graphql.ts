import type { CompareOptions, ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { conclude } from '../conclude.ts';
import { compareDirectives } from './compare-directives.ts';
import { compareFields } from './compare-fields.ts';
import { compareInputs } from './compare-inputs.ts';
import { compareRoots } from './compare-roots.ts';
import { compareTypes } from './compare-types.ts';
import { isSchemaDocument } from './model.ts';
import { changesFrom } from './report.ts';
import type { Happening } from './report.ts';
import { Schema } from './schema.ts';
import type { SchemaType } from './schema.ts';
import { foldImplementations, settleRenames } from './settle.ts';

const schemas = new WeakMap<object, Schema>();

/** The schema of a contract document; put together once. */
export function schemaOf(document: unknown): Schema {
  if (!isSchemaDocument(document)) return new Schema({ parts: [] });
  const known = schemas.get(document) ?? new Schema(document);
  schemas.set(document, known);
  return known;
}

/**
 * What changed between two versions of a GraphQL schema, for those who send operations to it: what stands in
 * output position is judged as a response, what stands in input position as a request.
 */
export function compareGraphql(
  old: ContractSource,
  next: ContractSource,
  { isExcerpt = false }: CompareOptions = {},
): ContractComparison {
  const [before, after] = [schemaOf(old.contract.document), schemaOf(next.contract.document)];
  const found: Happening[] = [...compareTypes(before, after, isExcerpt), ...compareRoots(before, after)];
  for (const type of before.types.values()) {
    const other = after.types.get(type.name);
    if (!other || other.kind !== type.kind || isUnchanged(type, other)) continue;
    found.push(
      ...(type.kind === 'input' ? compareInputs(type, other) : compareFields(before, after, type, other)),
    );
  }
  found.push(...compareDirectives(before, after));
  const settled = foldImplementations(settleRenames(found, before, after), before);
  return conclude(changesFrom(settled), [], []);
}

/** Equal texts are one object on both sides. */
function isUnchanged(type: SchemaType, other: SchemaType): boolean {
  return (
    type.definitions.length === other.definitions.length &&
    type.definitions.every((definition, index) => definition === other.definitions[index])
  );
}
