import type { Fact, Invocation } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { folderOf } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';

interface Recipe {
  readonly name: string;
  readonly line: number;
  readonly directory: string | null;
  readonly body: { readonly text: string; readonly line: number }[];
}

/** Recipes and aliases as scripts, dependencies and calls of their lines as invocations. */
export function readJustfile({ path, text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts: Fact[] = [];
  let recipe: Recipe | undefined;
  let anywhere = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.replace(/\r$/, '');
    const line = index + 1;
    if (/^[ \t]/.test(content) || content === '') {
      recipe?.body.push({ text: content.trim(), line });
      continue;
    }
    if (content.startsWith('[')) {
      anywhere ||= /\bno-cd\b/.test(content);
      continue;
    }
    if (content.startsWith('#')) continue;
    if (recipe) facts.push(...callsOf(recipe));
    recipe = undefined;
    const other = otherFacts(content, line);
    if (other) facts.push(...other);
    else {
      const directory = anywhere ? null : folderOf(path);
      const found = recipeHead(content, line, directory);
      if (found) facts.push(...found.facts);
      recipe = found?.recipe;
    }
    anywhere = false;
  }
  if (recipe) facts.push(...callsOf(recipe));
  return { facts };
}

/** Aliases, imports and settings; undefined when the line is something else. */
function otherFacts(content: string, line: number): readonly Fact[] | undefined {
  const alias = /^alias\s+([\w-]+)\s*:=/.exec(content);
  if (alias?.[1] !== undefined) return [{ kind: 'script', line, runner: 'just', name: alias[1] }];
  const imported = /^import(\?)?\s+(['"])([^'"]+)\2/.exec(content);
  if (imported?.[3] !== undefined)
    return [{ kind: 'include', line, path: imported[3], required: imported[1] === undefined }];
  return /^(?:set|export|mod\??|import)\s|^[\w-]+\s*:=/.test(content) ? [] : undefined;
}

function recipeHead(
  content: string,
  line: number,
  directory: string | null,
): { readonly recipe: Recipe; readonly facts: readonly Fact[] } | undefined {
  const name = /^@?([A-Za-z_][\w-]*)/.exec(content)?.[1];
  const colon = headColon(content);
  if (name === undefined || colon === -1) return undefined;
  const after = content.slice(colon + 1).split('#', 1)[0] ?? '';
  // `build: (compile "release") && notify`
  const needs = after
    .replace(/\(\s*([\w-]+)[^()]*\)/g, ' $1 ')
    .split(/[\s&]+/)
    .filter((word) => /^[A-Za-z_][\w-]*$/.test(word));
  const invocation = (needed: string): Invocation => {
    return { kind: 'invocation', line, runner: 'just', name: needed, directory, unit: name };
  };
  const facts: Fact[] = [{ kind: 'script', line, runner: 'just', name }, ...needs.map(invocation)];
  return { recipe: { name, line, directory, body: [] }, facts };
}

/** The colon that ends a recipe's parameters; defaults may hold colons in quotes. */
function headColon(content: string): number {
  let quote = '';
  for (let at = 0; at < content.length; at += 1) {
    const character = content.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === ':') return content.charAt(at + 1) === '=' ? -1 : at;
  }
  return -1;
}

function callsOf({ name, directory, body }: Recipe): readonly Fact[] {
  const place = { directory, unit: name };
  const [first] = body;
  if (first?.text.startsWith('#!')) {
    if (!/\b(?:ba|z|da)?sh\b/.test(first.text)) return [];
    const whole = body.map(({ text }) => withoutExpressions(text)).join('\n');
    return shellFacts(whole, { ...place, line: first.line });
  }
  const facts: Fact[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const line = body[at]?.line ?? 0;
    const parts = [body[at]?.text ?? ''];
    while (body[at]?.text.endsWith('\\') === true && at + 1 < body.length)
      parts.push(body[(at += 1)]?.text ?? '');
    const text = parts.join('\n').replace(/^[@-]+/, '');
    facts.push(...shellFacts(withoutExpressions(text), { ...place, line }));
  }
  return facts;
}

/** `{{ … }}` is filled in before the shell sees the line: unknown, like a variable. */
function withoutExpressions(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, '$_');
}
