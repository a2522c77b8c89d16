import { isSaidInCode } from './said-in-code.ts';
import { afterOf } from '../../formats/code-migration/after-of.ts';
import { mayBeCodeMigration, toolOf } from '../../formats/code-migration/place.ts';
import { folderOf } from '../../formats/paths.ts';
import type { Migration } from '../facts.ts';
import { inBatches } from '../in-batches.ts';
import type { SidedLook } from '../look.ts';
import type { Change, Located } from '../system.ts';

/** A migration that the change adds, beside another one that nothing comes after either. */
export interface MigrationFork {
  readonly migration: Located<Migration>;
  /** path of the other one */
  readonly beside: string;
}

/** `alembic upgrade heads` runs every line. */
const allEnds = 'upgrade.{0,40}[^a-z]heads';

interface Node {
  readonly path: string;
  readonly version: string;
  readonly after: readonly string[];
  /** Django: it stands for those */
  readonly replaces: readonly string[];
  /** Alembic: a line with a name of its own, or one that waits for another */
  readonly isBranch: boolean;
}

/** Folders of Alembic and Django that had one end at base and have several at head. */
export async function migrationForks(
  change: Change,
  own: readonly Located<Migration>[],
  look: SidedLook,
): Promise<readonly MigrationFork[]> {
  const ordered = own.filter(({ tool }) => tool === 'alembic' || tool === 'django');
  const folders = [...new Set(ordered.map(({ folder }) => folder))];
  const found = await Promise.all(
    folders.map(async (folder): Promise<readonly MigrationFork[]> => {
      const [before, after] = await lines(change, folder, look);
      // Several ends that were there before are meant, or their order is said in a way that is not read.
      if (ends(before).length !== 1 || after.some(({ isBranch }) => isBranch)) return [];
      const known = new Set(before.map(({ version }) => version));
      const now = ends(after);
      const fresh = ordered.find(
        ({ file }) => now.some(({ path }) => path === file) && comesAfter(file, after, known),
      );
      const other = now.find(({ path }) => path !== fresh?.file);
      return fresh && other ? [{ migration: fresh, beside: other.path }] : [];
    }),
  );
  const forks = found.flat();
  const isAsked = forks.some(({ migration }) => migration.tool === 'alembic');
  return isAsked && (await isSaidInCode(allEnds, look))
    ? forks.filter(({ migration }) => migration.tool !== 'alembic')
    : forks;
}

/** The migrations of a folder at base and at head; what the change leaves alone is read once. */
async function lines(
  { base, head, files }: Change,
  folder: string,
  look: SidedLook,
): Promise<readonly [readonly Node[], readonly Node[]]> {
  const changed = new Set(files.flatMap(({ path, from = path }) => [path, from]));
  const within = (path: string): boolean => folderOf(path) === folder && mayBeCodeMigration(path);
  const after = await inBatches(head.tree.under(folder).filter(within), (path) => node('head', path, look));
  const nodes = after.flatMap((each) => each ?? []);
  const touched = base.tree.under(folder).filter((path) => changed.has(path) && within(path));
  const before = await inBatches(touched, (path) => node('base', path, look));
  const same = nodes.filter(({ path }) => !changed.has(path));
  return [[...same, ...before.flatMap((each) => each ?? [])], nodes];
}

async function node(side: 'base' | 'head', path: string, look: SidedLook): Promise<Node | undefined> {
  const text = await look.text(side, path);
  const place = text === null ? undefined : toolOf(path, text);
  if (text === null || (place?.tool !== 'alembic' && place?.tool !== 'django')) return undefined;
  const given = /^\s*replaces\s*=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? '';
  const replaces = [...given.matchAll(/,\s*["'](\w+)["']\s*\)/g)].flatMap(([, name]) => name ?? []);
  const isBranch = /^(?:branch_labels|depends_on)\b[^=\n]*=(?!\s*None\b)/m.test(text);
  return { path, version: place.version, after: afterOf(place, text), replaces, isBranch };
}

/** Those that nothing comes after. One that stands for others which are still there is no end of its own. */
function ends(nodes: readonly Node[]): readonly Node[] {
  const versions = new Set(nodes.map(({ version }) => version));
  const followed = new Set(nodes.flatMap(({ after }) => after));
  const replaced = new Set(nodes.flatMap(({ replaces }) => replaces));
  return nodes.filter(
    ({ version, replaces }) =>
      !followed.has(version) &&
      !replaced.has(version) &&
      !replaces.some((each) => followed.has(each) || versions.has(each)),
  );
}

/** Its line leads back to one that was there at base; where it begins on its own, or the way cannot be read, nothing is told. */
function comesAfter(file: string, nodes: readonly Node[], known: ReadonlySet<string>): boolean {
  const byVersion = new Map(nodes.map((each) => [each.version, each]));
  const queue = [...(nodes.find(({ path }) => path === file)?.after ?? [])];
  const seen = new Set(queue);
  for (const version of queue) {
    if (known.has(version)) return true;
    for (const next of byVersion.get(version)?.after ?? []) {
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return false;
}
