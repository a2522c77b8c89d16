import { isVendoredPath } from '../../formats/code-paths.ts';
import { inBatches } from '../../system/in-batches.ts';
import { documentsIn } from './documents-in.ts';
import type { ChangedSchema } from './uses-in.ts';

/** How to look through files of some endings. */
export interface LookWithin {
  readonly within: (
    queries: readonly { readonly endings: readonly string[]; readonly patterns: readonly string[] }[],
  ) => Promise<readonly string[]>;
  readonly text: (path: string) => Promise<string | null>;
}

export interface FoundUse {
  readonly path: string;
  /** 1-based */
  readonly line: number;
  readonly coordinate: string;
}

const endings = ['.graphql', '.gql', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.vue', '.svelte', '.py'];

/** A schema that is rewritten is judged without looking for all that used it. */
const mostNames = 100;
const mostFiles = 1500;

/** Operations of the repository that hold what schemas no longer have. */
export async function findUses(
  changed: readonly ChangedSchema[],
  { within, text }: LookWithin,
): Promise<readonly FoundUse[]> {
  const names = [...new Set(changed.flatMap(({ coordinates }) => [...coordinates].map(nameIn)))];
  if (names.length === 0 || names.length > mostNames) return [];
  const pattern = `(^|[^A-Za-z0-9_])(${names.join('|')})([^A-Za-z0-9_]|$)`;
  const paths = (await within([{ endings, patterns: [pattern] }])).filter((path) => !isVendoredPath(path));
  if (paths.length === 0) return [];
  const { usesIn } = await import('./uses-in.ts');
  const found = await inBatches(paths.slice(0, mostFiles), async (path) =>
    documentsIn(path, (await text(path)) ?? '').flatMap((document) =>
      changed.flatMap((schema) =>
        usesIn(document.text, schema).map(({ coordinate, line }) => ({
          path,
          line: document.line + line - 1,
          coordinate,
        })),
      ),
    ),
  );
  return found.flat();
}

/** The word that every operation with it holds. */
function nameIn(coordinate: string): string {
  return (coordinate.split('(')[0] ?? '').split('.').at(-1) ?? '';
}
