import { folderOf, joinPath } from '../../formats/paths.ts';
import { namedImportsOf } from '../../formats/payloads/named-imports.ts';
import { statementsOf } from './offers-otherwise.ts';

/** A schema of a schema of a schema. */
const deepest = 3;
const mostStatements = 60;

/**
 * A text with the schemas and types behind it that it takes from other files of its package, as its own: what
 * extends a schema from elsewhere is known only with it. Its own lines stay where they are.
 *
 * @param read a file of the package by its path; null where there is none
 */
export async function withImportedSchemas(
  path: string,
  text: string,
  read: (path: string) => Promise<string | null>,
): Promise<string> {
  const added: string[] = [];
  const known = new Set(statementsOf(text).flatMap((each) => declaredName(each) ?? []));
  const open = wantedIn(path, text, text).map((each) => ({ ...each, depth: 1 }));
  for (let next = open.shift(); next && added.length < mostStatements; next = open.shift()) {
    const { name, local, from, depth } = next;
    if (known.has(local)) continue;
    known.add(local);
    const found = await firstText(from, read);
    if (!found) continue;
    const statements = new Map(
      statementsOf(found.text).flatMap((each) => {
        const own = declaredName(each);
        return own === undefined ? [] : [[own, each.replace(/^export\s+/, '')] as const];
      }),
    );
    const statement = statements.get(name);
    // A router or a component that has the name is no schema.
    if (statement === undefined || !(next.isType ? declaresType : holdsSchema).test(statement)) continue;
    added.push(local === name ? statement : statement.replace(/^(\w+)\s+[\w$]+/, `$1 ${local}`));
    if (depth >= deepest) continue;
    const beside = [...statements.keys()].filter((other) => other !== name && holds(statement, other));
    open.push(
      ...beside.map((other) => ({
        name: other,
        local: other,
        from: [found.path],
        isType: declaresType.test(statements.get(other) ?? ''),
        depth: depth + 1,
      })),
      ...wantedIn(found.path, found.text, statement).map((each) => ({ ...each, depth: depth + 1 })),
    );
  }
  return added.length === 0 ? text : `${text}\n${added.join('\n')}\n`;
}

interface Wanted {
  readonly name: string;
  readonly local: string;
  /** paths at which it may be, the first that is there counts */
  readonly from: readonly string[];
  /** only a type is taken, or may be */
  readonly isType: boolean;
}

const declaresType = /^(?:interface|type)\s/;
const holdsSchema = /^(?:interface|type)\s|\bz\.\w|\.(?:extend|merge|pick|omit|partial|and|or)\(/;

/** Names that a part of a text uses and that the text imports by a relative path. */
function wantedIn(path: string, text: string, part: string): readonly Wanted[] {
  const rest = part.replace(/^[ \t]*import\b[^;'"]{0,3000}\bfrom\b/gm, '');
  return namedImportsOf(text).flatMap(({ module, name, local, isType }): readonly Wanted[] => {
    const base = module.startsWith('.') ? joinPath(folderOf(path), module) : null;
    if (base === null || !holds(rest, local)) return [];
    const bare = base.replace(/\.[cm]?[jt]s$/, '');
    return [{ name, local, from: [`${bare}.ts`, `${bare}/index.ts`, `${bare}.tsx`, `${bare}.js`], isType }];
  });
}

async function firstText(
  paths: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<{ readonly path: string; readonly text: string } | null> {
  for (const path of paths) {
    const text = await read(path);
    if (text !== null) return { path, text };
  }
  return null;
}

function declaredName(statement: string): string | undefined {
  return /^(?:export\s+)?(?:const|interface|type)\s+([\w$]+)/.exec(statement)?.[1];
}

function holds(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
    if (!/[\w$.'"]/.test(text[at - 1] ?? '') && !/[\w$'"]/.test(text[at + name.length] ?? '')) return true;
  return false;
}
