import type { Chart, ChartValue, Fact, Requirement } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { readJson } from '../json.ts';
import { booleanOf, entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { requirementFact } from '../locked-package.ts';
import { nameOf } from '../paths.ts';
import { readYaml } from '../yaml.ts';
import { environmentIn } from './environment.ts';

/** Far above any values file a person wrote; aliases can make an endless tree. */
const mostValues = 20_000;

/** The keys that a chart has values for. */
export function readHelmChart({ path, text }: SourceFile): Reading {
  const name = nameOf(path);
  if (name === 'values.schema.json') return { facts: schemaValues(readJson(text)) };
  const [root] = readYaml(text);
  if (!root) return { facts: [] };
  if (/^Chart\.ya?ml$/.test(name)) return { facts: [...chartOf(root), ...requirementsOf(root)] };
  const facts: Fact[] = [...valuesOf(root), ...environmentIn(root)];
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function chartOf(root: Node): readonly Chart[] {
  const name = textOf(get(root, 'name'));
  if (name === undefined) return [];
  const dependencies = items(get(root, 'dependencies')).flatMap((item) => {
    const of = textOf(get(item, 'name'));
    const alias = textOf(get(item, 'alias'));
    return of === undefined ? [] : [{ name: of, ...(alias === undefined ? {} : { alias }) }];
  });
  const library = textOf(get(root, 'type')) === 'library';
  return [{ kind: 'chart', line: get(root, 'name')?.line ?? root.line, name, library, dependencies }];
}

/** Charts that it builds on, as a manifest asks for packages. */
function requirementsOf(root: Node): readonly Requirement[] {
  return items(get(root, 'dependencies')).flatMap((item) => {
    const name = textOf(get(item, 'name'));
    const version = get(item, 'version');
    if (name === undefined || (textOf(get(item, 'repository')) ?? 'file:').startsWith('file:')) return [];
    const specifier = textOf(version) ?? '';
    return requirementFact('helm', { name, specifier, line: version?.line ?? item.line });
  });
}

function valuesOf(root: Node): readonly ChartValue[] {
  const found: ChartValue[] = [];
  const visit = (node: Node, path: readonly string[]): void => {
    if (path.length > 30) return;
    for (const { key, line, node: value } of entries(node)) {
      if (found.length >= mostValues) throw new Unreadable('too-large', 'It has too many values');
      const parts = [...path, key];
      const image = imageIn(key, value);
      const named = image === undefined ? {} : { image };
      found.push({
        kind: 'chart-value',
        line,
        path: parts.join('.'),
        from: 'values',
        holds: holdsOf(value),
        ...named,
      });
      visit(value, parts);
    }
  };
  visit(root, []);
  return found;
}

/** `image: acme/api:1`, `repository: registry.example.org/acme/api` */
function imageIn(key: string, node: Node): string | undefined {
  const text = /^(?:\w*[iI]mage(?:Name|Repository)?|repository)$/.test(key) ? textOf(node) : undefined;
  return text !== undefined && /^[\w./:@-]{2,200}$/.test(text) && !text.includes('//')
    ? parseImageReference(text)?.repository
    : undefined;
}

function holdsOf(node: Node): ChartValue['holds'] {
  if (node.kind === 'map') return node.entries.size > 0 ? 'parts' : 'empty';
  if (node.kind === 'list') return node.items.length > 0 ? 'parts' : 'empty';
  return node.value === null ? 'empty' : 'value';
}

/** Properties that a schema names; with `additionalProperties` somebody may pass others, but nobody promises them. */
function schemaValues(root: Node): readonly ChartValue[] {
  const found: ChartValue[] = [];
  const visit = (schema: Node | undefined, path: readonly string[]): void => {
    if (path.length > 30) return;
    for (const { key, line, node } of entries(get(schema, 'properties'))) {
      if (found.length >= mostValues) throw new Unreadable('too-large', 'It has too many values');
      const parts = [...path, key];
      // What is only named may be left out; a default or a demand says that it is there.
      const isDemanded = items(get(schema, 'required')).some((item) => textOf(item) === key);
      if (isDemanded || get(node, 'default') || booleanOf(node) === true)
        found.push({ kind: 'chart-value', line, path: parts.join('.'), from: 'schema', holds: 'value' });
      visit(node, parts);
    }
  };
  visit(root, []);
  return found;
}
