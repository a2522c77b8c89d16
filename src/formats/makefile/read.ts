import type { Declaration, Fact, Invocation, Script } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { folderOf, nameOf } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';
import { logicalLines } from './lines.ts';
import type { LogicalLine } from './lines.ts';
import { MakeVariables } from './variables.ts';

const assignment = /^(?:(?:override|private)\s+)*([\w.-]+)\s*(::?:?=|[?+!]?=)\s*([^]*)$/;

/**
 * Targets as scripts (patterns and computed names as written), prerequisites and recipe calls as
 * invocations, included makefiles, exported variables. Conditionals are read as if all held.
 */
export function readMakefile({ path, text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const reader = new MakefileReader(path);
  for (const line of logicalLines(text)) reader.take(line);
  return { facts: reader.facts() };
}

interface Rule {
  readonly line: number;
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  readonly recipe: LogicalLine[];
}

class MakefileReader {
  readonly #directory: string | null;
  readonly #variables = new MakeVariables();
  readonly #facts: Fact[] = [];
  readonly #rules: Rule[] = [];
  #oneShell = false;

  constructor(path: string) {
    // What others include runs in their folder, not in its own.
    this.#directory = nameOf(path).endsWith('.mk') && folderOf(path) !== '' ? null : folderOf(path);
  }

  take(line: LogicalLine): void {
    if (line.recipe) this.#rules.at(-1)?.recipe.push(line);
    else if (!this.#include(line) && !this.#assign(line)) this.#rule(line);
  }

  facts(): readonly Fact[] {
    const facts = [...this.#facts, ...this.#scripts(), ...this.#rules.flatMap((rule) => this.#calls(rule))];
    return facts.sort((a, b) => a.line - b.line);
  }

  #include({ text, line }: LogicalLine): boolean {
    const found = /^\s*(-include|sinclude|include)\s+([^]*)$/.exec(text);
    if (!found) return false;
    for (const path of words(found[2] ?? '')) {
      const written = this.#variables.expand(path);
      this.#facts.push({ kind: 'include', line, path: written, required: found[1] === 'include' });
    }
    return true;
  }

  #assign({ text, line }: LogicalLine): boolean {
    const exported = /^\s*export\s+([^]*)$/.exec(text)?.[1];
    const found = assignment.exec(exported ?? text.trimStart());
    if (!found)
      return (
        exported !== undefined || /^\s*(?:unexport|vpath|undefine|ifn?def|ifn?eq|else|endif)\b/.test(text)
      );
    const [, name = '', operator = '', value = ''] = found;
    this.#variables.assign(name, operator, value.trim());
    if (exported !== undefined) this.#facts.push(declared(name, value.trim(), line));
    return true;
  }

  #rule({ text, line }: LogicalLine): void {
    const colon = ruleColon(text);
    if (colon === -1) return this.#computed(text, line);
    const after = text.slice(colon + 1).replace(/^:/, '');
    const targets = words(text.slice(0, colon)).map((name) => this.#variables.expand(name));
    if (targets.includes('.ONESHELL')) this.#oneShell = true;
    // `target: VARIABLE = value` is no rule.
    if (targets.length === 0 || assignment.test(after.trim())) return;
    const semicolon = after.indexOf(';');
    const head = semicolon === -1 ? after : after.slice(0, semicolon);
    const prerequisites = words(head.split('#', 1)[0] ?? '').map((name) => this.#variables.expand(name));
    const recipe = semicolon === -1 ? [] : [{ text: after.slice(semicolon + 1), line, recipe: true }];
    this.#rules.push({ line, targets, prerequisites, recipe });
  }

  /** `$(foreach …,$(eval …))`: targets that only make can tell. */
  #computed(text: string, line: number): void {
    if (/^\s*\$[({]/.test(text) && /\b(?:eval|call)\b/.test(text))
      this.#facts.push({ kind: 'script', line, runner: 'make', name: '$(eval)' });
  }

  #scripts(): readonly Script[] {
    const first = new Map<string, number>();
    for (const { targets, line } of this.#rules) {
      for (const name of targets) if (!isSpecial(name) && !first.has(name)) first.set(name, line);
    }
    return [...first].map(([name, line]) => ({ kind: 'script', line, runner: 'make', name }));
  }

  #calls({ line, targets, prerequisites, recipe }: Rule): readonly Fact[] {
    const [unit = ''] = targets;
    if (isSpecial(unit)) return [];
    const needs = prerequisites
      .filter((name) => /^[\w@.][\w@.:+/-]*$/.test(name))
      .map((name): Invocation => {
        return { kind: 'invocation', line, runner: 'make', name, directory: this.#directory, unit };
      });
    const place = { directory: this.#directory, unit };
    if (this.#oneShell && recipe[0]) {
      const whole = recipe.map(({ text }) => this.#shellText(text)).join('\n');
      return [...needs, ...shellFacts(whole, { ...place, line: recipe[0].line })];
    }
    return [
      ...needs,
      ...recipe.flatMap((part) => shellFacts(this.#shellText(part.text), { ...place, line: part.line })),
    ];
  }

  #shellText(recipe: string): string {
    return this.#variables.expand(recipe.replace(/^[\s@+-]+/, ''));
  }
}

/** The colon that makes a line a rule: outside of variables, not part of an assignment. */
function ruleColon(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    else if (depth === 0 && (character === '=' || character === '#')) return -1;
    // `C:/path` is a folder of another system.
    else if (depth === 0 && character === ':' && !/^:[\\/]/.test(text.slice(at, at + 2))) return at;
  }
  return -1;
}

function words(text: string): readonly string[] {
  return text.split(/[\s\\|]+/).filter((word) => word !== '' && word !== '&');
}

/** `.PHONY` and the like */
function isSpecial(name: string): boolean {
  return /^\.[A-Z_]+$/.test(name);
}

function declared(name: string, value: string, line: number): Declaration {
  const known = value.includes('$') ? { from: 'expression' as const } : { value: shapeOf(value) };
  return { kind: 'declaration', line, name, role: 'supplied', phase: 'run', ...known };
}
