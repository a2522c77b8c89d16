import type { Read } from '../../system/facts.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';

/** `import { X } from '$env/static/private'` of SvelteKit: the build fails without the variable. */
export function staticImportsOf(syntax: Syntax): readonly Read[] {
  if (!syntax.text.includes('$env/static/')) return [];
  return syntax.root.namedChildren.flatMap((statement) => {
    if (statement.type !== 'import_statement') return [];
    const source = literalText(statement.childForFieldName('source')) ?? '';
    if (!source.startsWith('$env/static/')) return [];
    return statement.descendantsOfType('import_specifier').map((specifier): Read => {
      const name = specifier.childForFieldName('name')?.text ?? '';
      return {
        kind: 'read',
        name,
        line: lineOf(specifier),
        strength: 'required',
        phase: 'build',
        via: '$env/static',
      };
    });
  });
}
