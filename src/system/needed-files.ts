import { folderOf, joinPath } from '../formats/paths.ts';
import type { Repository, SearchQuery, TreePair } from '../source/repository.ts';
import { patternOf } from '../source/search.ts';
import type { Stage } from '../stages/rule.ts';
import { anchorsIn } from './anchors.ts';
import { envFilesFor, filledBuild, isVariableBuild } from './build-variables.ts';
import { searchesFor } from './searches.ts';
import type { Search } from './searches.ts';
import { clusterFiles } from './cluster-files.ts';
import { referrersPattern } from './contract-files.ts';
import { dependencyFiles } from './dependency-files.ts';
import type { Fact } from './facts.ts';
import { factsOf } from './file-reader.ts';
import type { FileReader } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import { schemaFiles } from './schema-files.ts';
import { besideManifests } from './service-files.ts';
import type { Subjects } from './subjects.ts';
import { templateFiles } from './template-files.ts';
import type { ChangedFile, Gap } from './system.ts';
import { workloadFiles } from './workload-files.ts';

/** Unchanged files that the change makes worth reading. */
export interface Needed {
  readonly paths: readonly string[];
  /** files to look for mentions in */
  readonly mentioned: readonly string[];
  /** all files that hold a searched word */
  readonly hits: readonly string[];
  readonly gaps: readonly Gap[];
}

export interface NeedRequest {
  readonly repository: Repository;
  readonly reader: FileReader;
  readonly trees: TreePair;
  readonly files: readonly ChangedFile[];
  /** changed files that no format reads */
  readonly unknown: ReadonlySet<string>;
  readonly subjects: Subjects;
  /** commit */
  readonly head: string;
  /** words whose hits somebody else looks through: one search serves all, since each reads the whole tree */
  readonly also: ReadonlySet<string>;
}

/** Finds the other ends of what changed, by name and by search over head. */
export async function neededFiles(request: NeedRequest): Promise<Needed> {
  const { repository, reader, trees, files, subjects, head } = request;
  const anchors = anchorsIn(subjects, reader, trees);
  const paths = new Set([...anchors, ...(await usedByCompose(reader, trees, anchors, files))]);
  const mentioned = new Set<string>();
  const gaps: Gap[] = [];
  for (const path of await referrers(request)) paths.add(path);
  for (const path of await clusterFiles(subjects, reader, trees, files)) paths.add(path);
  for (const path of besideManifests(subjects, reader, trees)) paths.add(path);
  for (const path of await templateFiles(subjects, reader, trees, files)) paths.add(path);
  for (const path of await dependencyFiles(subjects, reader, trees.head)) paths.add(path);
  for (const path of await schemaFiles(reader, trees, files)) paths.add(path);
  for (const fact of [...subjects.added, ...subjects.removed])
    if (fact.kind === 'image-build' && reader.isOf(fact.dockerfile, ['dockerfile']))
      paths.add(fact.dockerfile);
  const searches = searchesFor(subjects, files, trees);
  const { paths: hits, unsearched } = await repository.search(head, trees.head, {
    words: [...searches.flatMap(({ words }) => words), ...request.also],
    patterns: searches.flatMap(({ patterns = [], endings }) => (endings ? [] : patterns)),
    within: limited(searches),
  });
  const tests = searches.map((search) => new RegExp(patternOf(search) ?? '', 'm'));
  const isShared = searches.length + request.also.size > 1;
  await inBatches(searches.length > 0 ? hits : [], async (path) => {
    // One pass of git over the tree serves all searches; which of them a file answers is told from its text.
    const text = isShared ? await reader.text(trees.head, path) : null;
    searches.forEach((search, index) => {
      if (search.endings?.some((ending) => path.endsWith(ending)) === false) return;
      if (text !== null && tests[index]?.test(text) !== true) return;
      const isRead = search.formats === 'all' ? reader.mayRead(path) : reader.isOf(path, search.formats);
      if (isRead) paths.add(path);
      if (search.mentions) mentioned.add(path);
    });
  });
  for (const path of await workloadFiles(request, [...paths])) paths.add(path);
  const unread = unsearched.filter((path) => reader.mayRead(path)).length;
  for (const stage of new Set(searches.map((search) => search.stage))) {
    if (unread > 0) gaps.push(unsearchedGap(stage, unread));
  }
  return { paths: [...paths], mentioned: [...mentioned], hits, gaps };
}

/** Patterns by the files they are looked for in; one run of git for each set of endings. */
function limited(searches: readonly Search[]): NonNullable<SearchQuery['within']> {
  const byEndings = new Map<string, { endings: readonly string[]; patterns: string[] }>();
  for (const { endings, patterns = [] } of searches) {
    if (!endings) continue;
    const key = endings.join(' ');
    const known = byEndings.get(key);
    if (known) known.patterns.push(...patterns);
    else byEndings.set(key, { endings, patterns: [...patterns] });
  }
  return [...byEndings.values()];
}

function unsearchedGap(stage: Stage, count: number): Gap {
  const detail = `${count} files could not be searched: their contents are not in this partial clone`;
  return { stage, path: null, side: 'both', reason: 'missing-object', detail };
}

/** A description split over files refers to a part through other parts; this many steps are followed. */
const deepest = 4;

/** Contracts that refer, directly or through parts of theirs, to changed files which say nothing by themselves. */
async function referrers({
  repository,
  reader,
  trees,
  files,
  unknown,
  head,
}: NeedRequest): Promise<readonly string[]> {
  const found = new Set<string>();
  let parts = files.flatMap(({ path, from }) =>
    unknown.has(path) ? [path, ...(from === undefined ? [] : [from])] : [],
  );
  for (let step = 0; step < deepest; step += 1) {
    const pattern = referrersPattern(parts);
    if (pattern === null) break;
    const { paths } = await repository.search(head, trees.head, { words: [], patterns: [pattern] });
    const fresh = paths.filter(
      (path) => !found.has(path) && reader.isOf(path, ['openapi', 'asyncapi', 'json-schema']),
    );
    for (const path of fresh) found.add(path);
    const outcomes = await inBatches(fresh, async (path) => ({
      path,
      outcome: await reader.read(trees.head, path),
    }));
    parts = outcomes.flatMap(({ path, outcome }) => (outcome.state === 'none' ? [path] : []));
  }
  return [...found];
}

/** Dockerfiles that the compose files among these build from, and env files they load: part of what a service is. */
async function usedByCompose(
  reader: FileReader,
  trees: TreePair,
  anchors: readonly string[],
  files: readonly ChangedFile[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [tree, paths] of [
    [trees.head, [...anchors, ...files.map(({ path }) => path)]],
    [trees.base, files.map(({ path, from }) => from ?? path)],
  ] as const) {
    for (const path of paths.filter((each) => reader.isOf(each, ['compose']))) {
      const facts = factsOf(await reader.read(tree, path));
      const isFilled = facts.some(
        (fact) => fact.kind === 'unit' && fact.build && isVariableBuild(fact.build),
      );
      const sources = isFilled ? envFilesFor(tree, path) : [];
      for (const source of sources) found.add(source);
      const values = await inBatches(sources, async (source) => factsOf(await reader.read(tree, source)));
      for (const fact of facts) {
        const used = usedBy(fact, folderOf(path), values);
        if (used !== null && tree.has(used) && reader.mayRead(used)) found.add(used);
      }
    }
  }
  return [...found];
}

/** The Dockerfile a service is built from, or the env file it loads. */
function usedBy(fact: Fact, folder: string, values: readonly (readonly Fact[])[]): string | null {
  if (fact.kind === 'env-file') return joinPath(folder, fact.path);
  if (fact.kind !== 'unit' || !fact.build) return null;
  const build = filledBuild(fact.build, values);
  return build ? joinPath(joinPath(folder, build.context), build.dockerfile ?? 'Dockerfile') : null;
}
