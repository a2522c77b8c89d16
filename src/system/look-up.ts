import type { Repository, TreePair } from '../source/repository.ts';
import type { Settings } from '../settings/settings.ts';
import type { Stage } from '../stages/rule.ts';
import { withServiceLiterals } from './backing-services.ts';
import { withCatalogUses } from './catalog-uses.ts';
import { withEditedClients } from './edited-clients.ts';
import type { FileReader } from './file-reader.ts';
import { withNumberHistory } from './number-history.ts';
import { withPackageUses } from './package-uses.ts';
import { withPayloads } from './payload-changes.ts';
import { protobufPolicies } from './protobuf-policies.ts';
import { withRoutes } from './routes.ts';
import { withDatabases } from './schema/databases.ts';
import { withMigrationRuns } from './schema/migration-runs.ts';
import { withSchemaUses } from './schema/schema-uses.ts';
import { searchTogether } from './search-together.ts';
import { withStaleClients } from './stale-clients.ts';
import type { Change, Gap } from './system.ts';

export interface LookUpRequest {
  readonly repository: Repository;
  readonly reader: FileReader;
  readonly trees: TreePair;
  readonly settings: Settings;
  readonly commits: { readonly base: string; readonly head: string };
  readonly isIgnored: (path: string) => boolean;
}

/** What one look-up adds to a change. */
interface Known {
  readonly change: Partial<Change>;
  readonly gaps?: readonly Gap[];
}

interface LookUp {
  readonly stage: Stage;
  /** the rule that alone needs it */
  readonly rule?: string;
  readonly ask: () => Promise<Known>;
}

/**
 * What rules must know of both commits beyond the facts that were read: who uses a package, a table, a type that the
 * change put in question. Each asks only where the change gives it a reason to, and one that fails is a gap.
 */
export async function lookUp(
  change: Change,
  request: LookUpRequest,
): Promise<{ readonly change: Change; readonly gaps: readonly Gap[] }> {
  const { rules, stages } = request.settings;
  const wanted = lookUpsFor(change, request).filter(
    ({ stage, rule }) => stages[stage] !== false && (rule === undefined || rules[rule] !== 'off'),
  );
  const known = await Promise.all(
    wanted.map(({ stage, ask }) => ask().catch((error: unknown) => failed(stage, error))),
  );
  return {
    change: Object.assign({}, change, ...known.map((each) => each.change)) as Change,
    gaps: known.flatMap(({ gaps = [] }) => gaps),
  };
}

function lookUpsFor(
  change: Change,
  { repository, reader, trees, settings, commits: { base, head }, isIgnored }: LookUpRequest,
): readonly LookUp[] {
  const search = searchTogether(async (within) =>
    (await repository.search(head, trees.head, { words: [], within })).paths.filter(
      (path) => !isIgnored(path),
    ),
  );
  const ofHead = { search, text: (path: string) => reader.text(trees.head, path) };
  const ofBoth = { search, text: (side: 'base' | 'head', path: string) => reader.text(trees[side], path) };
  const clients = {
    search,
    text: (path: string) => reader.longText(trees.head, path),
    times: async (path: string) =>
      (await repository.history(base, path, 40)).versions.map(({ time }) => time),
  };
  const alone = async (asked: Promise<Change>): Promise<Known> => ({ change: added(change, await asked) });
  return [
    { stage: 'dependencies', ask: () => alone(withPackageUses(change, ofHead)) },
    { stage: 'dependencies', ask: () => alone(withCatalogUses(change, ofHead)) },
    { stage: 'dependencies', ask: () => alone(withServiceLiterals(change, ofBoth)) },
    {
      stage: 'dependencies',
      ask: async () => {
        const used = await withSchemaUses(await withDatabases(change, ofHead), ofBoth);
        return alone(withMigrationRuns(used, ofBoth));
      },
    },
    { stage: 'contracts', ask: () => alone(withPayloads(change, ofBoth)) },
    {
      stage: 'contracts',
      rule: 'contract-client-stale',
      ask: () => alone(withStaleClients(change, clients)),
    },
    {
      stage: 'contracts',
      rule: 'contract-client-edited',
      ask: () => alone(withEditedClients(change, { ...ofBoth, reader, tree: trees.head })),
    },
    {
      stage: 'contracts',
      ask: () => alone(withRoutes(change, { reader, trees, search })),
    },
    {
      stage: 'contracts',
      rule: 'contract-number-reused',
      ask: () => withNumberHistory(change, base, { repository, reader }),
    },
    {
      stage: 'contracts',
      ask: async () => {
        const protobuf = await protobufPolicies(reader, trees.base, change.files, settings.protobuf);
        return { change: protobuf ? { protobuf } : {} };
      },
    },
  ];
}

/** The entries that were not there before: another look-up may have added its own in the meantime. */
function added(before: Change, after: Change): Partial<Change> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => before[key as keyof Change] !== value),
  ) as Partial<Change>;
}

/** Its message may hold text of the repository: only its name is kept. */
function failed(stage: Stage, error: unknown): Known {
  const name = error instanceof Error ? error.name : typeof error;
  const detail = `What else relies on the change could not be looked up (${name}); please report this`;
  return { change: {}, gaps: [{ stage, path: null, side: 'both', reason: 'reader-crashed', detail }] };
}
