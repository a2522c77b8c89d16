import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import { TypeReader } from './type-reader.ts';
import type { ZodType } from './zod/zod-type.ts';

export interface QueuedType {
  readonly name: string;
  readonly line: number;
  readonly type: ZodType;
}

/** Names of what waits somewhere between the one who writes it and the one who reads it. */
const queued =
  /(?:Queue|Job|Worker)(?:[A-Z]\w*)?(?:Data|Payload|Dto|DTO|Args|Message|Event|Input|Params)$|^I?\w*(?:Queued?|Job)(?:Payload|Data|Dto|DTO|Message|Event|Args)$|(?:Event|Message|Webhook|Task)(?:Payload|Data|Dto|DTO|Body)$/;

/** Interfaces and type aliases of a file whose names say that their data is queued or sent to run later. */
export function queuedTypesOf(syntax: Syntax): readonly QueuedType[] {
  if (!/\b(?:interface|type)\s/.test(syntax.text)) return [];
  const declarations = new Map<string, SyntaxNode>();
  for (const statement of syntax.root.namedChildren) {
    const node =
      statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
    const name = /^(?:interface|type_alias)_declaration$/.test(node?.type ?? '')
      ? node?.childForFieldName('name')
      : null;
    if (node && name && !node.hasError) declarations.set(name.text, node);
  }
  const reader = new TypeReader(syntax, declarations);
  return [...declarations].flatMap(([name, node]) =>
    queued.test(name) ? [{ name, line: lineOf(node), type: reader.named(name) }] : [],
  );
}
