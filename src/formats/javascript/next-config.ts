import type { Declaration } from '../../system/facts.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { literalText, unwrap } from './names.ts';

/** `env: { X: … }` in `next.config.js`: the build writes X into all code, that of browsers too. */
export function nextConfigEnvOf(syntax: Syntax, path: string): readonly Declaration[] {
  if (!/(?:^|\/)next\.config\.[cm]?[jt]s$/.test(path)) return [];
  return [...syntax.words('env')].flatMap((node) => {
    const pair = node.parent;
    const object =
      pair?.type === 'pair' && isField(node, 'key') ? unwrap(pair.childForFieldName('value')) : null;
    if (object?.type !== 'object') return [];
    return object.namedChildren.flatMap((part): readonly Declaration[] => {
      const key = part.type === 'pair' ? part.childForFieldName('key') : part;
      if (!key || !/^(?:pair|shorthand_property_identifier)$/.test(part.type)) return [];
      const name = literalText(key) ?? key.text;
      const line = lineOf(key);
      return [{ kind: 'declaration', name, role: 'supplied', phase: 'build', from: 'expression', line }];
    });
  });
}
