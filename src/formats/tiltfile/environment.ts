import { shapeOf } from '../../system/value-shape.ts';
import type { Declaration, Fact, Read } from '../../system/facts.ts';
import { argumentsOf, callOf, literalText } from '../python/names.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** A variable that a resource is given; `key` is its name in a dictionary. */
export function declarationOf(key: SyntaxNode, unit: string): Declaration | undefined {
  const name = literalText(key);
  const text = literalText(key.parent?.childForFieldName('value') ?? null);
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const known = text === undefined ? { from: 'expression' as const } : { value: shapeOf(text) };
  return { kind: 'declaration', name, role: 'supplied', phase: 'run', unit, line: lineOf(key), ...known };
}

/** `os.getenv('X', 'd')`, `os.environ['X']`, `os.environ.get('X')` of the shell that starts Tilt; `os.putenv`. */
export function environmentFacts(syntax: Syntax): readonly Fact[] {
  const asked = ['getenv', 'get', 'putenv'].flatMap((word) =>
    [...syntax.words(word)].flatMap((node): readonly Fact[] => {
      const callee = node.parent;
      const call = callee?.type === 'attribute' && isField(node, 'attribute') ? callOf(callee) : undefined;
      if (!call || !/^os\.(?:getenv|putenv|environ\.get)$/.test(callee?.text ?? '')) return [];
      const [key, fallback] = argumentsOf(call).positional;
      const name = literalText(key ?? null);
      if (name === undefined) return [];
      const line = lineOf(call);
      if (word === 'putenv')
        return [{ kind: 'declaration', name, role: 'supplied', phase: 'ci', from: 'expression', line }];
      return [read(name, fallback ? 'defaulted' : 'guarded', line)];
    }),
  );
  const indexed = [...syntax.words('environ')].flatMap((node): readonly Read[] => {
    const access = node.parent?.parent;
    const name =
      access?.type === 'subscript' ? literalText(access.childForFieldName('subscript')) : undefined;
    const isSet = access?.parent?.type === 'assignment' && isField(access, 'left');
    return access && name !== undefined && !isSet ? [read(name, 'required', lineOf(access))] : [];
  });
  return [...asked, ...indexed];
}

function read(name: string, strength: Read['strength'], line: number): Read {
  return { kind: 'read', name, strength, phase: 'ci', via: 'os.environ', line };
}
