import type { InstallPermission } from '../system/facts.ts';
import { entries, get, items, textOf } from './node.ts';
import type { Node } from './node.ts';

/**
 * Packages that may run code when they are installed, as pnpm (`onlyBuiltDependencies`, `allowBuilds`,
 * `dangerouslyAllowAllBuilds`), Bun (`trustedDependencies`) and Yarn (`dependenciesMeta`) list them.
 */
export function readPermissions(node: Node | undefined): readonly InstallPermission[] {
  const of = (name: string, line: number): InstallPermission => ({
    kind: 'install-permission',
    ecosystem: 'npm',
    // A version behind the name narrows what is allowed: it is the package that counts.
    name: name.replace(/(?<=.)@.*$/, ''),
    line,
  });
  const listed = ['onlyBuiltDependencies', 'trustedDependencies'].flatMap((key) =>
    items(get(node, key)).flatMap((item) => {
      const name = textOf(item);
      return name === undefined ? [] : [of(name, item.line)];
    }),
  );
  const allowed = [...entries(get(node, 'allowBuilds'))].flatMap((entry) =>
    textOf(entry.node) === 'true' ? [of(entry.key, entry.line)] : [],
  );
  const built = [...entries(get(node, 'dependenciesMeta'))].flatMap((entry) =>
    textOf(get(entry.node, 'built')) === 'true' ? [of(entry.key, entry.line)] : [],
  );
  const all = get(node, 'dangerouslyAllowAllBuilds');
  return [...listed, ...allowed, ...built, ...(all && textOf(all) === 'true' ? [of('*', all.line)] : [])];
}
