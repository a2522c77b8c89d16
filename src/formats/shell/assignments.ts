import { enclosing, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** A place where the script gives a name a value of its own. */
export interface Assignment {
  readonly name: string;
  /** 0-based; from here on the value is the script's */
  readonly offset: number;
  readonly node: SyntaxNode;
  /** it happens when a function is called, so its place says little */
  readonly inFunction: boolean;
}

/** A value put into the environment of what the script starts: `export X=y`. */
export interface Exported {
  readonly name: string;
  readonly line: number;
  readonly value: string;
}

/** All names that a script assigns: by `=`, loops, `read`, `local` and the like. */
export function assignmentsOf(syntax: Syntax): readonly Assignment[] {
  const found: Assignment[] = [];
  const add = (name: string | undefined, node: SyntaxNode): void => {
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return;
    found.push({ name, offset: node.endIndex, node, inFunction: isInFunction(node) });
  };
  const types = ['variable_assignment', 'for_statement', 'declaration_command', 'unset_command', 'command'];
  for (const node of syntax.root.descendantsOfType(types)) {
    syntax.checkTime();
    if (node.type === 'variable_assignment') {
      // `X=1 command` is for the command alone.
      if (node.parent?.type !== 'command') add(nameOf(node), node);
    } else if (node.type === 'for_statement') {
      const variable = node.childForFieldName('variable');
      if (variable) add(variable.text, variable);
    } else if (node.type === 'command') {
      for (const name of namesFilledBy(node)) add(name, node);
    } else if (node.child(0)?.text !== 'export') {
      for (const child of node.namedChildren) if (child.type === 'variable_name') add(child.text, child);
    }
  }
  return found;
}

/** Values that `export X=y` and `declare -x X=y` give. */
export function exportsOf(syntax: Syntax): readonly Exported[] {
  return syntax.root.descendantsOfType('declaration_command').flatMap((node) => {
    const isExport = node.child(0)?.text === 'export' || /^(?:declare|typeset)\s+-\w*x/.test(node.text);
    if (!isExport) return [];
    return node.namedChildren.flatMap((child) => {
      const name = child.type === 'variable_assignment' ? nameOf(child) : undefined;
      if (name === undefined) return [];
      return [{ name, line: lineOf(child), value: child.childForFieldName('value')?.text ?? '' }];
    });
  });
}

function nameOf(assignment: SyntaxNode): string | undefined {
  const name = assignment.childForFieldName('name');
  return (name?.type === 'subscript' ? name.childForFieldName('name') : name)?.text;
}

/** Variables that a builtin writes to. */
function namesFilledBy(command: SyntaxNode): readonly string[] {
  const words = command.childrenForFieldName('argument').map(({ text }) => text);
  switch (command.childForFieldName('name')?.text ?? '') {
    case 'read':
      return words.filter(
        (word, index) => !word.startsWith('-') && !/^-\w*[dintNpu]$/.test(words[index - 1] ?? ''),
      );
    case 'getopts':
      return words.slice(1, 2);
    case 'mapfile':
    case 'readarray':
      return words.slice(-1);
    case 'printf':
      return words[0] === '-v' ? words.slice(1, 2) : [];
    case 'let':
      return words.map((word) => /^['"]?(\w+)/.exec(word)?.[1] ?? '');
    default:
      return [];
  }
}

/** Inside of a function's body. */
export function isInFunction(node: SyntaxNode): boolean {
  return enclosing(node, 'function_definition') !== undefined;
}
