import type { Read } from '../../system/facts.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';

/**
 * `import { X } from '$env/static/private'` of SvelteKit: the build fails without the variable. Of
 * `astro:env/server` only the schema in Astro's configuration knows whether X may be absent.
 */
export function staticImportsOf(syntax: Syntax): readonly Read[] {
  if (!/\$env\/static\/|astro:env\//.test(syntax.text)) return [];
  return syntax.root.namedChildren.flatMap((statement) => {
    if (statement.type !== 'import_statement') return [];
    const source = literalText(statement.childForFieldName('source')) ?? '';
    const astro = /^astro:env\/(client|server)$/.exec(source)?.[1];
    if (astro === undefined && !source.startsWith('$env/static/')) return [];
    return statement.descendantsOfType('import_specifier').flatMap((specifier): Read[] => {
      const name = specifier.childForFieldName('name')?.text ?? '';
      if (astro !== undefined && !/^[A-Z][A-Z0-9_]*$/.test(name)) return [];
      const phase = astro === 'server' ? 'run' : 'build';
      const strength = astro === undefined ? 'required' : 'guarded';
      const via = astro === undefined ? '$env/static' : 'astro:env';
      return [{ kind: 'read', name, line: lineOf(specifier), strength, phase, via }];
    });
  });
}
