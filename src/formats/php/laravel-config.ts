import type { ConfigKey } from '../../system/app-config-facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { phpLanguage } from './language.ts';

/** Laravel loads every file of this folder under its name; folders below it become parts of the key. */
export const configurationFile = /(?:^|\/)config\/((?:[\w-]+\/)?[\w-]+)\.php$/;

const deepest = 12;

/** Keys of the array that a configuration file returns; none when it returns anything else. */
export function keysOf(path: string, syntax: Syntax): readonly ConfigKey[] {
  const name = configurationFile.exec(path)?.[1]?.replaceAll('/', '.');
  const returned = syntax.root.namedChildren
    .findLast(({ type }) => type === 'return_statement')
    ?.namedChild(0);
  if (name === undefined || !returned) return [];
  if (returned.type !== 'array_creation_expression') return [{ ...keyAt(name, returned), open: true }];
  return [...entriesOf(returned, name, 0)];
}

function* entriesOf(array: SyntaxNode, prefix: string, depth: number): Generator<ConfigKey> {
  let open = false;
  for (const element of array.namedChildren) {
    if (element.type !== 'array_element_initializer') continue;
    const [key, value] = element.namedChildren;
    const text = key && value ? phpLanguage.string(key) : undefined;
    if (text === undefined || !value) {
      // A list has no keys; a computed key or `...$more` may be any.
      open ||= value !== undefined || key?.type === 'variadic_unpacking';
      continue;
    }
    const whole = `${prefix}.${text}`;
    if (value.type === 'array_creation_expression' && depth < deepest) {
      yield keyAt(whole, element);
      yield* entriesOf(value, whole, depth + 1);
    } else {
      const literal = phpLanguage.literal(value);
      yield {
        ...keyAt(whole, element),
        ...(literal === undefined ? { open: true } : { value: shapeOf(literal) }),
      };
    }
  }
  if (open || depth === 0) yield { ...keyAt(prefix, array), ...(open ? { open: true } : {}) };
}

function keyAt(key: string, node: SyntaxNode): ConfigKey {
  return { kind: 'config-key', family: 'laravel', key, line: lineOf(node) };
}
