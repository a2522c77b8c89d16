import { get, textOf } from '../node.ts';
import { expressionsIn } from './expressions.ts';
import type { JobScope } from './scope.ts';

const deepest = 6;
/** Far above any list of tags a person wrote. */
const longest = 20_000;

/**
 * A text with its expressions filled in as far as the file says: variables of `env:`, outputs of steps and of jobs that it
 * needs. `matrix.` and `inputs.` stay as they are, for those who know more than one value; anything else becomes `$x`.
 * Several values of one expression stand on lines of their own.
 */
export function knownText(text: string, scope: JobScope, depth = 0): string {
  let filled = text;
  for (const { text: expression } of expressionsIn(text)) {
    const value = valueOf(expression.trim(), scope, depth);
    if (value !== undefined) filled = filled.replace(`\${{${expression}}}`, () => value);
  }
  return filled.slice(0, longest);
}

/** Undefined: stays as it is written. */
function valueOf(expression: string, scope: JobScope, depth: number): string | undefined {
  if (/^(?:matrix\.[\w.-]+|inputs\.[\w-]+)$/.test(expression)) return undefined;
  if (depth > deepest) return '$x';
  if (expression === 'github.repository') return '$repository';
  const [, context = '', path = ''] = /^(env|steps|needs)\.([\w.-]+)$/.exec(expression) ?? [];
  if (context === 'env') {
    const given = scope.environments.map((env) => get(env, path)).find((node) => node !== undefined);
    const value = textOf(given);
    return value === undefined ? '$x' : knownText(value, scope, depth + 1);
  }
  if (context === 'needs') {
    const [, job = '', output = ''] = /^([\w-]+)\.outputs\.([\w-]+)$/.exec(path) ?? [];
    const of = scope.jobs?.(job);
    const value = of && textOf(get(of.outputs, output));
    return of && value !== undefined ? knownText(value, of.scope, depth + 1) : '$x';
  }
  return outputsIn(expression, scope, depth) ?? '$x';
}

/** Outputs of steps anywhere in an expression: one that chooses between several gives all of them. */
function outputsIn(expression: string, scope: JobScope, depth: number): string | undefined {
  const values = [...expression.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(
    ([, step = '', output = '']) => scope.outputs?.get(`${step}.${output}`) ?? [],
  );
  if (values.length === 0) return undefined;
  return values.map((value) => knownText(value, scope, depth + 1)).join('\n');
}
