import type { Accepts } from '../../system/accepted-values.ts';
import type { Declaration } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalValue } from './fallback.ts';
import { literalText } from './names.ts';
import { optionOf, textsIn } from './schema-steps.ts';

/** `{ port: { env: 'PORT', default: 3000 } }`: convict asks for a default everywhere, `null` for none. */
export function ofConvict(call: SyntaxNode, syntax: Syntax): readonly Declaration[] {
  return call.descendantsOfType('pair').flatMap((pair): readonly Declaration[] => {
    const name = literalText(pair.childForFieldName('value'));
    if (pair.childForFieldName('key')?.text !== 'env' || name === undefined) return [];
    const object = pair.parent ?? undefined;
    const own = optionOf(object, 'default');
    const defaulted = !/^(null|undefined|''|"")$/.test(own?.text ?? 'null');
    const text = own && defaulted ? literalValue(own) : undefined;
    const accepts = acceptsOfFormat(optionOf(object, 'format'), syntax);
    return [
      {
        kind: 'declaration',
        name,
        role: 'validated',
        phase: 'run',
        line: lineOf(pair),
        required: false,
        defaulted,
        ...(text === undefined ? {} : { fallback: digestOf(text) }),
        ...(accepts ? { accepts } : {}),
      },
    ];
  });
}

const formats: Readonly<Record<string, Accepts>> = {
  port: { type: 'port', minimum: 0, maximum: 65_535 },
  int: { type: 'integer' },
  nat: { type: 'integer', minimum: 0 },
  url: { type: 'url' },
  email: { type: 'email' },
};

/** A name of convict's, or a list of texts; its own formats and functions may take anything. */
function acceptsOfFormat(format: SyntaxNode | undefined, syntax: Syntax): Accepts | undefined {
  if (!format) return undefined;
  const name = literalText(format);
  if (name !== undefined) return formats[name];
  const texts = format.type === 'array' ? textsIn([format], syntax) : undefined;
  return texts && texts.length > 0 ? { oneOf: texts.map((text) => digestOf(text)) } : undefined;
}
