import { child, children, isObject, items, own, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import type { Documents } from '../documents.ts';
import { methods } from './model.ts';
import type { OperationPlace } from './model.ts';
import { serverPath } from './paths.ts';

/** Operations that clients call, in the order of the document. */
export function listOperations(documents: Documents): readonly OperationPlace[] {
  const { root } = documents;
  return [...children(child(root, 'paths'))].flatMap(([path, item]) =>
    path.startsWith('x-') ? [] : operationsOf(documents, item, path, ''),
  );
}

/** Operations that the provider calls. */
export function listWebhooks(documents: Documents): readonly OperationPlace[] {
  const found = ['webhooks', 'x-webhooks'].map((key) => child(documents.root, key));
  return found
    .flatMap((webhooks) => [...children(webhooks)])
    .flatMap(([name, item]) => operationsOf(documents, item, name, 'webhook '));
}

/** Operations of the callbacks of an operation. */
export function listCallbacks(documents: Documents, operation: At): readonly OperationPlace[] {
  return [...children(child(operation, 'callbacks'))].flatMap(([name, callback]) => {
    const at = documents.follow(callback);
    if (!at) return [];
    return [...children(at)].flatMap(([expression, item]) =>
      operationsOf(documents, item, expression, `callback ${name} `),
    );
  });
}

function operationsOf(
  documents: Documents,
  item: At,
  path: string,
  prefix: string,
): readonly OperationPlace[] {
  const pathItem = documents.follow(item);
  if (!pathItem) return [];
  const extra = child(pathItem, 'additionalOperations');
  const places = [
    ...methods.map((method) => [method, child(pathItem, method)] as const),
    ...[...children(extra)].map(([method, at]) => [method.toLowerCase(), at] as const),
  ];
  return (
    places
      .filter(([, at]) => isObject(at.node))
      // Not foreseen for operations, and what some descriptions of many files are made of.
      .map(([method, at]) => [method, documents.follow(at) ?? at] as const)
      .map(([method, at]) => ({
        name: `${prefix}${method.toUpperCase()} ${path}`,
        method,
        path,
        at,
        pathItem,
        prefixes: prefixesOf(documents, pathItem, at),
      }))
  );
}

/** Paths of the servers of an operation: its own, else those of its path, else those of the document. */
function prefixesOf(documents: Documents, pathItem: At, operation: At): readonly string[] {
  const base = stringAt(documents.root, 'basePath');
  if (base !== undefined) return [serverPath(base)];
  const holder = [operation, pathItem, documents.root].find(
    ({ node }) => Array.isArray(own(node, 'servers')) && (own(node, 'servers') as unknown[]).length > 0,
  );
  if (!holder) return [''];
  const paths = items(child(holder, 'servers')).flatMap((server) =>
    choicesOf(server).map((values) => serverPath(stringAt(server, 'url') ?? '', values)),
  );
  return [...new Set(paths)];
}

const mostChoices = 50;

/** Values that the variables of a server may have, the defaults first. */
function choicesOf(server: At): readonly Readonly<Record<string, string>>[] {
  let choices: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [name, { node }] of children(child(server, 'variables'))) {
    const value = own(node, 'default');
    const values = [...new Set([...(value === undefined ? [] : [value]), ...listOf(own(node, 'enum'))])]
      .filter((one) => typeof one === 'string' || typeof one === 'number')
      .map(String);
    const more = choices.flatMap((choice) => values.map((one) => ({ ...choice, [name]: one })));
    // Hosts are chosen from long lists, and say nothing of the path.
    if (more.length > 0) choices = more.slice(0, mostChoices);
  }
  return choices;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
