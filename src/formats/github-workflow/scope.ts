import type { BlockTexts } from '../block-text.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import { soleExpression } from './expressions.ts';
import { matrixValues } from './matrix.ts';
import type { StepOutputs } from './step-outputs.ts';

/** What a job's steps stand in. */
export interface JobScope {
  readonly unit: string;
  readonly texts: BlockTexts;
  /** `env:` blocks around the step, innermost first */
  readonly environments: readonly (Node | undefined)[];
  readonly matrix: Node | undefined;
  /** `defaults.run` blocks around the step, innermost first */
  readonly defaults: readonly (Node | undefined)[];
  /** folder of the workspace that this repository is checked out into; null when that cannot be told */
  readonly checkout: string | null;
  /** what steps of the job hand on to those after them */
  readonly outputs?: StepOutputs;
  /** another job of the workflow: its `outputs:`, and what they stand in */
  readonly jobs?: (
    name: string,
  ) => { readonly outputs: Node | undefined; readonly scope: JobScope } | undefined;
  /** of an action or a workflow that others call: plain defaults of its inputs */
  readonly inputs?: Readonly<Record<string, string>>;
  /** folder of the action that is being read, relative to the root; workflows have none */
  readonly actionFolder?: string;
}

/** A setting of `defaults.run`, the innermost that is stated. */
export function runDefault(scope: JobScope, key: string): Node | undefined {
  return scope.defaults.map((block) => get(block, key)).find((node) => node !== undefined);
}

/** A folder of the workspace as a folder of the repository; null when it is none or cannot be told. */
export function inRepository(scope: JobScope, folder: string): string | null {
  const expression = /^\$\{\{\s*github\.workspace\s*\}\}\/?|^\$\{?GITHUB_WORKSPACE\}?\/?/;
  const action = /^\$\{\{\s*github\.action_path\s*\}\}\/?|^\$\{?GITHUB_ACTION_PATH\}?\/?/;
  if (scope.actionFolder !== undefined && action.test(folder))
    return joinPath(scope.actionFolder, folder.replace(action, './'));
  const path = joinPath('', folder.replace(expression, './'));
  if (path === null || scope.checkout === null) return null;
  if (scope.checkout === '') return path;
  if (path === scope.checkout) return '';
  return path.startsWith(`${scope.checkout}/`) ? path.slice(scope.checkout.length + 1) : null;
}

/**
 * Where a job's steps find this repository: the `path` of its checkout step. Another repository
 * that is checked out at the workspace itself takes its place.
 */
export function checkoutFolder(steps: Node | undefined): string | null {
  const folders = items(steps).flatMap((step) => {
    if (!/^actions\/checkout(?:@|$)/.test(textOf(get(step, 'uses')) ?? '')) return [];
    const repository = textOf(get(step, 'with', 'repository'));
    const own = repository === undefined || /^\$\{\{\s*github\.repository\s*\}\}$/.test(repository);
    const path = joinPath('', textOf(get(step, 'with', 'path')) ?? '');
    return [{ own, path }];
  });
  const own = folders.find((folder) => folder.own);
  if (own) return own.path;
  return folders.some(({ path }) => path === '' || path === null) ? null : '';
}

/** Literal values of a text: itself, a matrix dimension's, a variable's. Empty when it cannot be told. */
export function literals(
  node: Node | undefined,
  scope: JobScope,
): readonly { readonly text: string; readonly line: number }[] {
  // Lists in lists are nothing here, and as aliases could grow without end.
  if (node?.kind === 'list')
    return node.items.flatMap((item) => (item.kind === 'scalar' ? literals(item, scope) : []));
  const text = textOf(node);
  if (node === undefined || text === undefined) return [];
  if (!text.includes('${{')) {
    const { line, folded } =
      node.kind === 'scalar' ? scope.texts.placeOf(node) : { line: node.line, folded: true };
    const lines = text.split('\n');
    return lines.flatMap((part, index) =>
      part.trim() === '' ? [] : [{ text: part.trim(), line: folded ? line : line + index }],
    );
  }
  const [, context, name = ''] = /^(matrix|env)\.([\w-]+)$/.exec(soleExpression(text) ?? '') ?? [];
  if (context === 'matrix') return matrixValues(scope.matrix, name);
  const variable = scope.environments.map((env) => get(env, name)).find((value) => value !== undefined);
  const value = context === 'env' ? textOf(variable) : undefined;
  return variable === undefined || value === undefined || value.includes('${{')
    ? []
    : [{ text: value, line: variable.line }];
}
