import { lineCounter } from '../../system/imports/import-language.ts';

/** A name that a file takes from a module, or passes on from it. */
export interface NamedImport {
  readonly module: string;
  /** as the module exports it */
  readonly name: string;
  /** as this file calls it */
  readonly local: string;
  /** 1-based */
  readonly line: number;
  /** of an `import type`: nothing of it is there at run time */
  readonly isType: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\s{1,20}(type\s{1,20})?(?:[\w$]{1,100}\s{0,20},\s{0,20})?\{([^{}]{0,20000})\}\s{0,20}from\s{0,20}(['"])([^'"\n]{1,300})\3/gm;

/** `import { A, type B as C } from 'module'` and `export { A } from 'module'`: names are certain, so defaults and `* as` are left out. */
export function namedImportsOf(text: string): readonly NamedImport[] {
  const found: NamedImport[] = [];
  const lineOf = lineCounter(text);
  for (const match of text.matchAll(statement)) {
    const [whole, type, listed = '', , module = ''] = match;
    if (isCommented(text, match.index)) continue;
    let offset = match.index + whole.indexOf('{') + 1;
    for (const part of listed.split(',')) {
      const [, own, name, local] =
        /^(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/)*(type\s+(?!as\b))?([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(part) ?? [];
      if (name !== undefined) {
        found.push({
          module,
          name,
          local: local ?? name,
          line: lineOf(offset + part.indexOf(name)),
          isType: (type ?? own) !== undefined,
        });
      }
      offset += part.length + 1;
    }
  }
  return found;
}

function isCommented(text: string, offset: number): boolean {
  const open = text.lastIndexOf('/*', offset);
  return open !== -1 && text.lastIndexOf('*/', offset) < open;
}
