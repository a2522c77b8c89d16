import type { Reading, SourceFile } from '../format.ts';
import type { CatalogEntry, Manifest, Override, Requirement } from '../../system/facts.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, textOf, textsOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { readToml } from '../toml.ts';
import { withoutCredentials } from '../without-credentials.ts';

const groups = { dependencies: 'prod', 'build-dependencies': 'prod', 'dev-dependencies': 'dev' } as const;

/** What a crate is and asks for, on every platform; `[workspace.dependencies]` are ranges that members refer to. */
export function readCargoToml({ text }: SourceFile): Reading {
  const root = readToml(withoutCredentials(text));
  const platforms = [...entries(get(root, 'target'))].map(({ node }) => node);
  const shared = [...entries(get(root, 'workspace', 'dependencies'))];
  const ranges = new Map(shared.map(({ key, node }) => [key, node]));
  const rust = get(root, 'package', 'rust-version') ?? get(root, 'workspace', 'package', 'rust-version');
  const version = textOf(rust);
  return {
    facts: byLine([
      ...manifestOf(root),
      ...[root, ...platforms].flatMap((holder) => requirementsOf(holder, ranges)),
      ...shared.map(catalogEntryOf),
      ...overridesOf(get(root, 'patch')),
      ...(rust && version !== undefined ? [runtimeFact('rust', `>=${version}`, rust.line, 'manifest')] : []),
    ]),
  };
}

function manifestOf(root: Node): readonly Manifest[] {
  const name = textOf(get(root, 'package', 'name'));
  const members = textsOf(get(root, 'workspace', 'members')).map(({ text }) => text);
  const excluded = textsOf(get(root, 'workspace', 'exclude')).map(({ text }) => `!${text}`);
  if (name === undefined && !get(root, 'workspace')) return [];
  return [
    {
      kind: 'manifest',
      ecosystem: 'cargo',
      name: name ?? null,
      version: textOf(get(root, 'package', 'version')) ?? null,
      workspaces: [...members, ...excluded],
      line: get(root, 'package')?.line ?? 1,
    },
  ];
}

function requirementsOf(holder: Node, shared: ReadonlyMap<string, Node>): readonly Requirement[] {
  return Object.entries(groups).flatMap(([field, group]) =>
    [...entries(get(holder, field) ?? get(holder, field.replace('-', '_')))].map(({ key, line, node }) => {
      // `foo.workspace = true` is what the workspace says of it.
      const said = textOf(get(node, 'workspace')) === 'true' ? (shared.get(key) ?? node) : node;
      const optional = textOf(get(node, 'optional')) === 'true';
      return requirementFact('cargo', {
        name: nameIn(key, said),
        specifier: specifierOf(said),
        group: optional && group === 'prod' ? 'optional' : group,
        line,
      });
    }),
  );
}

/** A crate under another name. */
function nameIn(key: string, node: Node): string {
  return textOf(get(node, 'package')) ?? key;
}

function specifierOf(node: Node): string {
  const git = textOf(get(node, 'git'));
  const reference = ['rev', 'tag', 'branch'].flatMap((key) => textOf(get(node, key)) ?? [])[0];
  if (git !== undefined) return `git+${git}${reference === undefined ? '' : `#${reference}`}`;
  const path = textOf(get(node, 'path'));
  return textOf(node) ?? textOf(get(node, 'version')) ?? (path === undefined ? '' : `path:${path}`);
}

function catalogEntryOf({ key, line, node }: MapEntry): CatalogEntry {
  const name = nameIn(key, node);
  return {
    kind: 'catalog-entry',
    ecosystem: 'cargo',
    catalog: 'workspace',
    name,
    specifier: specifierOf(node),
    line,
  };
}

/** `[patch.<registry>]`: another source for a crate, wherever it is asked for. */
function overridesOf(patches: Node | undefined): readonly Override[] {
  return [...entries(patches)].flatMap(({ node }) =>
    [...entries(node)].map(({ key, line, node: by }) => ({
      kind: 'override' as const,
      ecosystem: 'cargo',
      selector: key,
      name: nameIn(key, by),
      specifier: specifierOf(by),
      line,
    })),
  );
}
