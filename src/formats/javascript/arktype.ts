import type { Declaration } from '../../system/facts.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';
import { phaseOf } from './phase.ts';

/** `type({ API_URL: 'string.url', 'PORT?': 'number', LEVEL: "string = 'info'" })` of arktype, `arkenv({…})`. */
export function arktypeSchemasOf(syntax: Syntax, path: string): readonly Declaration[] {
  if (!/['"](?:arktype|arkenv)['"]/.test(syntax.text)) return [];
  return ['type', 'arkenv', 'createEnv'].flatMap((word) =>
    [...syntax.words(word)].flatMap((node): readonly Declaration[] => {
      const call = node.parent;
      if (call?.type !== 'call_expression' || !isField(node, 'function')) return [];
      const object = call.childForFieldName('arguments')?.namedChild(0);
      const pairs =
        object?.type === 'object' ? object.namedChildren.filter(({ type }) => type === 'pair') : [];
      const fields = pairs.flatMap((pair) => {
        const key = pair.childForFieldName('key');
        const written = key ? (literalText(key) ?? key.text) : '';
        const value = pair.childForFieldName('value')?.text ?? '';
        return key ? [{ key, name: written.replace(/\?$/, ''), optional: written.endsWith('?'), value }] : [];
      });
      const areVariables = fields.every(({ name }) => /^[A-Z][A-Z0-9_]*$/.test(name));
      if (!areVariables || !fields.some(({ name }) => name.includes('_'))) return [];
      return fields.map(({ key, name, optional, value }) => {
        const defaulted = /^['"`].*\s=\s/.test(value) || /\.default\(/.test(value);
        const rule = { required: !optional && !defaulted && !/\bundefined\b/.test(value), defaulted };
        const phase = phaseOf(name, 'run', path);
        return { kind: 'declaration', name, role: 'validated', phase, ...rule, line: lineOf(key) };
      });
    }),
  );
}
