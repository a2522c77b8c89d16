import { pointerParts } from '../at.ts';
import type { SchemaPart, TypeDefinition } from './model.ts';

/** 1-based line of `/User/email/first`, `/@live`, or of what is nearest to it in the file. */
export function lineIn(part: SchemaPart, pointer: string): number {
  const [type = '', member, argument] = pointerParts(pointer);
  let nearest: number | undefined;
  for (const { block, line } of part.blocks) {
    for (const directive of type.startsWith('@') ? block.directives : []) {
      if (`@${directive.name}` === type) return line + directive.line;
    }
    for (const definition of block.types) {
      if (definition.name !== type) continue;
      const found = member === undefined ? definition.line : lineOfMember(definition, member, argument);
      if (found !== undefined) return line + found;
      nearest ??= line + definition.line;
    }
  }
  return nearest ?? 1;
}

function lineOfMember(
  { fields, values }: TypeDefinition,
  member: string,
  argument: string | undefined,
): number | undefined {
  const field = fields.find(({ name }) => name === member);
  const inner = argument === undefined ? undefined : field?.args.find(({ name }) => name === argument);
  return (inner ?? field ?? values.find(({ name }) => name === member))?.line;
}
