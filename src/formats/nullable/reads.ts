import { escapePattern } from '../escape-pattern.ts';
import type { Read } from '../../system/facts.ts';
import { Guards } from '../tree-sitter/guards.ts';
import { oneName, startOfName, unknownName } from '../tree-sitter/naming.ts';
import type { Naming } from '../tree-sitter/naming.ts';
import { ancestors, isInside, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { defaultedBy, handlingOf } from './handling.ts';
import type { NullableLanguage } from './language.ts';

/** A place that asks the environment for a variable. */
export interface Access {
  /** the whole expression */
  readonly node: SyntaxNode;
  /** what names the variable */
  readonly name: SyntaxNode | null;
  readonly via: string;
  /** what the call itself does about an absent one (`getOrDefault`); otherwise its surroundings tell */
  readonly own?: Use;
}

/** A wrapper that calls a wrapper. */
const mostRounds = 2;

/** Reads of the environment, those through functions of this file included. */
export function environmentReads(
  accesses: readonly Access[],
  language: NullableLanguage,
  syntax: Syntax,
): readonly Read[] {
  const guards = guardsIn(language, syntax);
  const found: Read[] = [];
  let current = accesses;
  for (let round = 0; round <= mostRounds && current.length > 0; round += 1) {
    const next: Access[] = [];
    for (const access of current) {
      const naming = namingOf(access.name, language, syntax);
      const use = access.own ?? handlingOf(access.node, language, syntax);
      if (naming.kind === 'parameter')
        next.push(...callsOf(naming.owner, naming.index, use, access.via, language, syntax));
      else found.push(...readsOf(naming, access, use, guards));
    }
    current = next;
  }
  return found;
}

function readsOf(naming: Exclude<Naming, { kind: 'parameter' }>, access: Access, use: Use, guards: Guards) {
  const { node, via } = access;
  const names = naming.kind === 'names' ? naming.names : [{ name: naming.prefix, line: lineOf(node) }];
  return names.map(({ name, line }): Read => {
    const isSafe = use.handling === 'asserted' && guards.cover(node, name, use);
    const strength =
      naming.kind === 'prefix' ? { strength: 'prefix' as const } : strengthOf(isSafe ? guarded : use);
    return { kind: 'read', name, line, phase: 'run', via, ...strength };
  });
}

/** Strength of a read of a configuration key: like one of the environment, behind a test or not. */
export function strengthAt(
  node: SyntaxNode,
  key: string,
  language: NullableLanguage,
  syntax: Syntax,
): Read['strength'] {
  const use = handlingOf(node, language, syntax);
  const escaped = escapePattern(key);
  const isSafe = use.handling === 'asserted' && guardsIn(language, syntax).cover(node, escaped, use);
  return strengthOf(isSafe ? guarded : use).strength;
}

/** The variable or key that an expression names. */
function namingOf(node: SyntaxNode | null, language: NullableLanguage, syntax: Syntax): Naming {
  if (!node) return unknownName;
  const text = language.string(node);
  if (text !== undefined) return oneName(text, lineOf(node));
  const word = /(\w+)$/.exec(node.text.slice(-100))?.[1];
  if (/^(?:[\w$]+\.){0,3}[\w$]+$/.test(node.text) && word !== undefined) {
    for (const owner of ancestors(node)) {
      if (!language.functions.test(owner.type)) continue;
      const index = language.parametersOf(owner).indexOf(node.text.replace(/^\$/, ''));
      if (index !== -1) return { kind: 'parameter', owner, index };
    }
    const constant = constantText(word, language, syntax);
    return constant === undefined ? unknownName : oneName(constant, lineOf(node));
  }
  return startOfName(language.start(node));
}

/** Text of a literal or of a constant of this file. */
export function textOfName(
  node: SyntaxNode | undefined,
  language: NullableLanguage,
  syntax: Syntax,
): string | undefined {
  if (!node) return undefined;
  const text = language.string(node);
  if (text !== undefined) return text;
  const word = /^(?:[\w$]+(?:\.|::))?(\w+)$/.exec(node.text.slice(0, 200))?.[1];
  return word === undefined ? undefined : constantText(word, language, syntax);
}

function constantText(word: string, language: NullableLanguage, syntax: Syntax): string | undefined {
  return syntax.once(`constant ${word}`, () => {
    const values = [...syntax.words(word)].flatMap((name) => language.valueOf(name) ?? []);
    const [value] = values;
    return value && values.length === 1 ? language.string(value) : undefined;
  });
}

/** Calls of a function that reads what it is told. */
function callsOf(
  owner: SyntaxNode,
  index: number,
  use: Use,
  via: string,
  language: NullableLanguage,
  syntax: Syntax,
): readonly Access[] {
  const name = language.functionName(owner);
  if (name === undefined) return [];
  const fallbackAt = language
    .parametersOf(owner)
    .findIndex(
      (parameter, at) =>
        at !== index &&
        (parameter === use.fallbackFrom?.replace(/^\$/, '') ||
          /^(?:def|fallback|alt|or|other)|default/i.test(parameter)),
    );
  return [...syntax.words(name)].flatMap((word): readonly Access[] => {
    const call = language.callOf(word);
    const given = call && !isInside(call, owner) ? language.argumentsOf(call) : [];
    const argument = given[index];
    if (!call || !argument) return [];
    const own = ownUse(use, given[fallbackAt], language);
    return [{ node: call, name: argument, via, ...(own && { own }) }];
  });
}

function ownUse(use: Use, fallback: SyntaxNode | undefined, language: NullableLanguage): Use | undefined {
  if (fallback) return defaultedBy(fallback, language);
  if (use.handling === 'asserted' || use.mayFail === true) return asserted;
  return use.handling === 'defaulted' ? use : undefined;
}

function guardsIn(language: NullableLanguage, syntax: Syntax): Guards {
  return syntax.once('guards', () => {
    const { environment } = language;
    return new Guards(syntax, {
      conditionOf: (node, part) => {
        const branches = language.branchesOf(node);
        return branches && (!part || !isInside(part, branches.condition)) ? branches.condition : null;
      },
      isConjunction: () => false,
      isBlock: (node) => language.blocks.test(node.type),
      leavingBranchOf: (statement) => {
        const branch = language.branchesOf(statement)?.taken;
        return branch && ![branch, ...branch.namedChildren].some((node) => language.stops(node))
          ? branch
          : null;
      },
      functionName: (node) => (language.functions.test(node.type) ? language.functionName(node) : undefined),
      callOf: language.callOf,
      constantOf: () => null,
      environment,
    });
  });
}
