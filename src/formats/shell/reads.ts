import type { Declaration, Read } from '../../system/facts.ts';
import { digestOf, shapeOf } from '../../system/value-shape.ts';
import { isCiPath } from '../code-paths.ts';
import { enclosing, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { ambient } from './ambient.ts';
import { assignmentsOf, exportsOf, isInFunction } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { expansionsOf, literalWord } from './expansions.ts';
import type { Expansion } from './expansions.ts';
import { isBehindSwitch, testOf } from './tests.ts';

/** Variables that a script takes from its environment, and those it puts there. */
export function variablesOf(syntax: Syntax, path: string): readonly (Read | Declaration)[] {
  const phase = isCiPath(path) ? 'ci' : 'run';
  const script = new Script(syntax);
  const read = (
    name: string,
    line: number,
    strength: ReturnType<typeof strengthOf> | 'prefix',
    via = 'shell',
  ): Read => ({
    kind: 'read',
    name,
    line,
    phase,
    via,
    ...(strength === 'prefix' ? { strength } : strength),
  });
  const found = namedReads(syntax, script);
  const named = found.map((each) => read(each.name, each.line, strengthOf(each.use), each.via));
  const lookups = new Set(found.map(({ via }) => via));
  const reads = script.expansions.flatMap((expansion): readonly Read[] => {
    const { name, line } = expansion;
    if (expansion.indirect === 'prefix') return [read(name, line, 'prefix')];
    if (expansion.indirect === 'name') {
      const listed = script.loopNames(expansion);
      const use = testOf(expansion.node, name) ?? guarded;
      // The calls of the function have said which.
      if (lookups.has(functionAround(expansion.node))) return [];
      return listed.length > 0
        ? listed.map((item) => read(item.name, item.line, strengthOf(use)))
        : [read('', line, 'prefix')];
    }
    return script.isRead(expansion) ? [read(name, line, strengthOf(script.useOf(expansion)))] : [];
  });
  const supplies = exportsOf(syntax).flatMap(({ name, line, value }): readonly Declaration[] => {
    // `export X=${X:-d}` hands on what it got.
    if (new RegExp(`\\$\\{?${name}\\b`).test(value) || ambient.test(name)) return [];
    const literal = literalWord(value);
    const given = literal === undefined ? { from: 'expression' as const } : { value: shapeOf(literal) };
    return [{ kind: 'declaration', name, role: 'supplied', phase, line, ...given }];
  });
  return [...reads, ...named, ...supplies];
}

/** What a script as a whole says about its variables. */
class Script {
  readonly expansions: readonly Expansion[];
  readonly #syntax: Syntax;
  readonly #assignments = new Map<string, Assignment[]>();
  readonly #tolerated = new Set<string>();
  /** from here on an unset variable ends the script; 0-based */
  readonly #strictFrom: number;
  /** from here on variables may come from another script */
  readonly #sourcedFrom: number;

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
    this.expansions = expansionsOf(syntax);
    for (const assignment of assignmentsOf(syntax)) {
      const known = this.#assignments.get(assignment.name);
      if (known) known.push(assignment);
      else this.#assignments.set(assignment.name, [assignment]);
    }
    for (const { name, operator } of this.expansions) if (/^[-=+]$/.test(operator)) this.#tolerated.add(name);
    this.#strictFrom = firstMatch(
      syntax.text,
      /^#![^\n]*\s-\w*u|^[ \t]*set[ \t](?:[^\n#]*[ \t])?-(?:[a-z]*u|[a-z]*o[ \t]+nounset)/m,
    );
    this.#sourcedFrom = firstMatch(syntax.text, /^[ \t]*(?:\.|source|eval)[ \t]/m);
  }

  /** The value is the caller's: the script has given the name none of its own before. */
  isRead({ name, offset, node, operator }: Expansion): boolean {
    if (ambient.test(name)) return false;
    const assignments = this.#assignments.get(name) ?? [];
    const own = enclosing(node, 'variable_assignment');
    const others = assignments.filter((assignment) => assignment.node.id !== own?.id);
    if (own && others.length < assignments.length)
      return !others.some((other) => other.offset <= offset && !other.inFunction);
    if (assignments.length === 0) return !this.#isFilledBefore(name, offset, operator);
    if (isInFunction(node)) return false;
    return assignments.every((assignment) => assignment.offset > offset && !assignment.inFunction);
  }

  /** `${X:=d}` has given it a value. */
  #isFilledBefore(name: string, offset: number, operator: string): boolean {
    const first = this.expansions.find((other) => other.name === name && other.operator === '=');
    return first !== undefined && operator === '' && first.offset < offset;
  }

  useOf(expansion: Expansion): Use {
    const use = this.#useOf(expansion);
    const isNeeded = use.handling === 'asserted' || use.handling === 'direct';
    // Variables of the environment are written in capitals; others belong to whoever sources the script.
    const isOthers = !/^[A-Z]/.test(expansion.name) || isBehindSwitch(expansion.node);
    return isNeeded && isOthers ? guarded : use;
  }

  #useOf({ name, operator, word, node, offset }: Expansion): Use {
    if (operator === '-' || operator === '=') {
      const literal = literalWord(word);
      const test = literal === '' ? testOf(node, name) : undefined;
      if (test) return test;
      return { handling: 'defaulted', ...(literal !== undefined && { fallback: digestOf(literal) }) };
    }
    if (operator === '?') return { handling: 'asserted' };
    if (operator === '+') return guarded;
    const test = testOf(node, name);
    if (test) return test;
    const isStrict = offset > this.#strictFrom && !this.#tolerated.has(name) && offset < this.#sourcedFrom;
    return isStrict && !this.#isTestedElsewhere(name) ? { handling: 'direct' } : guarded;
  }

  #isTestedElsewhere(name: string): boolean {
    return this.#syntax.once(`tested ${name}`, () =>
      this.expansions.some(
        (other) => other.name === name && testOf(other.node, name)?.handling === 'guarded',
      ),
    );
  }

  /** `for v in A B; do … "${!v}"`: the names in the list. */
  loopNames({ name, node }: Expansion): readonly { readonly name: string; readonly line: number }[] {
    const loop = enclosing(node, 'for_statement');
    if (loop?.childForFieldName('variable')?.text !== name) return [];
    return loop
      .childrenForFieldName('value')
      .flatMap((value) =>
        /^[A-Za-z_]\w*$/.test(value.text) ? [{ name: value.text, line: lineOf(value) }] : [],
      );
  }

  isAssigned(name: string): boolean {
    return this.#assignments.has(name);
  }
}

interface NamedRead {
  readonly name: string;
  readonly line: number;
  readonly use: Use;
  readonly via: string;
}

/** Variables that commands are told by name: `envsubst '$A $B'`, `printenv A`, `[[ -v A ]]`, `file_env 'A' 'd'`. */
function namedReads(syntax: Syntax, script: Script): readonly NamedRead[] {
  const indirect = indirectFunctions(syntax);
  return syntax.root
    .descendantsOfType(['command', 'unary_expression'])
    .flatMap((node): readonly NamedRead[] => {
      const line = lineOf(node);
      if (node.type === 'unary_expression') {
        const name = /^-v\s+(\w+)$/.exec(node.text)?.[1];
        return name === undefined || script.isAssigned(name) ? [] : [{ name, line, use: guarded, via: '-v' }];
      }
      const command = node.childForFieldName('name')?.text ?? '';
      const words = node.childrenForFieldName('argument').map(({ text }) => text);
      if (command === 'envsubst')
        return namesIn(words, script).map((name) => ({ name, line, use: guarded, via: command }));
      const first = literalWord(words[0] ?? '') ?? '';
      if (!/^[A-Z][A-Z0-9_]*$/.test(first) || script.isAssigned(first)) return [];
      if (command === 'printenv') return [{ name: first, line, use: guarded, via: command }];
      if (!indirect.has(command)) return [];
      const fallback = words[1] === undefined ? undefined : literalWord(words[1]);
      const use: Use =
        fallback === undefined ? guarded : { handling: 'defaulted', fallback: digestOf(fallback) };
      return [{ name: first, line, use, via: command }];
    });
}

/** `'$A ${B}'`, also with backslashes in double quotes. */
function namesIn(words: readonly string[], script: Script): readonly string[] {
  const text = words
    .filter((word) => word.startsWith("'") || word.includes('\\$') || word.startsWith('$'))
    .join(' ');
  const names = [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => !script.isAssigned(name));
}

/** Functions of the script that look up the variable they are told. */
function indirectFunctions(syntax: Syntax): ReadonlySet<string> {
  const definitions = syntax.root
    .descendantsOfType('function_definition')
    .filter(({ text }) => text.includes('${!'));
  return new Set(definitions.map((node: SyntaxNode) => node.childForFieldName('name')?.text ?? ''));
}

function functionAround(node: SyntaxNode): string {
  return enclosing(node, 'function_definition')?.childForFieldName('name')?.text ?? '';
}

function firstMatch(text: string, pattern: RegExp): number {
  return pattern.exec(text)?.index ?? Infinity;
}
