import { folderOf, nameOf } from '../formats/paths.ts';
import { manifestEndings } from './anchor-formats.ts';
import { chartFolderOf, isKustomization } from './cluster-builds.ts';
import { builtWith, mostKustomizations } from './cluster-files.ts';
import type { Fact } from './facts.ts';
import { factsOf } from './file-reader.ts';
import type { FileReader } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import type { NeedRequest } from './needed-files.ts';

/** Formats that say which images this repository builds. */
const builders = [
  'github-workflow',
  'github-action',
  'makefile',
  'justfile',
  'shell',
  'skaffold',
  'docker-bake',
  'tiltfile',
  'goreleaser',
  'package-json',
  'gitlab-ci',
  'circleci',
  'azure-pipelines',
];

const builderEndings = [
  ...manifestEndings,
  '.sh',
  '.bash',
  'akefile',
  '.mk',
  'ustfile',
  'iltfile',
  '.just',
  '.hcl',
  '.env',
];

const aboutImages = /docker|podman|nerdctl|buildah|build-push|buildx/i;

/** Formats that say which containers run which images, and their units. */
const holders = ['kubernetes', 'cloudformation', 'terraform', 'ecs-task-definition', 'compose', 'helm-chart'];
const isContainer: ReadonlySet<string> = new Set(['workload-container', 'ecs-container']);

/** Manifests of the package that the repository as a whole is: images are called as it. */
const rootManifests = ['package.json', 'pyproject.toml', 'go.mod', 'Cargo.toml', 'composer.json'];

/**
 * For the containers among these files: what their images are built from, the objects that they take their variables
 * from, and the kustomizations that lay more over them. Only asked when a variable is in play.
 */
export async function workloadFiles(
  request: NeedRequest,
  paths: readonly string[],
): Promise<readonly string[]> {
  const { subjects, reader, trees, repository, head } = request;
  if (subjects.variables.size === 0) return [];
  const charts = chartFiles(request);
  const { workloads, images, objects } = await containersIn(request, [...paths, ...charts]);
  const starts = overlaysIn(request, paths)
    ? ['(docker|podman)[ -]compose .*-f', 'docker_compose *\\(', '^COMPOSE_FILE=']
    : [];
  if (workloads.size === 0 && starts.length === 0) return [];
  const isName = (word: string): boolean => /^[a-z0-9][\w.-]{2,}$/.test(word);
  const names = [...new Set([...images, ...objects])].filter(isName).slice(0, 300);
  if (names.length === 0 && starts.length === 0) return charts;
  const found = new Set(charts);
  const within = (
    patterns: readonly string[],
    endings: readonly string[] = builderEndings,
  ): Promise<readonly string[]> =>
    repository
      .search(head, trees.head, { words: [], within: [{ endings, patterns }] })
      .then((result) => result.paths);
  const escaped = names.map((name) => name.replaceAll('.', '\\.')).join('|');
  // Names that are put together from others are found by what builds them.
  const builds = images.size > 0 ? ['build-push-action', '(docker|podman)[a-z -]* (build|bake) '] : [];
  const named = names.length > 0 ? [`(^|[^A-Za-z0-9_])(${escaped})([^A-Za-z0-9_]|$)`] : [];
  const hits = await within([...named, ...builds, ...starts]);
  await inBatches(hits, async (path) => {
    if (reader.isOf(path, ['kubernetes', 'kustomization', 'dotenv', 'skaffold'])) found.add(path);
    // The name of an image is often that of the whole project: only what has to do with images is worth reading.
    else if (reader.isOf(path, builders) && aboutImages.test((await reader.text(trees.head, path)) ?? ''))
      found.add(path);
  });
  // Scripts come first; what people are told to type counts as well.
  const told = starts.length > 0 ? await within(starts, ['.md', '.mdx', '.markdown']) : [];
  for (const path of told) if (reader.isOf(path, ['prose'])) found.add(path);
  for (const path of await callersOf(request, [...found], within)) found.add(path);
  for (const path of rootManifests) if (images.size > 0 && trees.head.has(path)) found.add(path);
  const kustomizations = [...trees.head.paths()].filter((path) => isKustomization(path));
  if (objects.size > 0 && kustomizations.length <= mostKustomizations) {
    for (const path of await builtWith(reader, trees.head, kustomizations, workloads)) found.add(path);
  }
  for (const path of await builtFromIn(request, [...found])) found.add(path);
  return [...found];
}

/** Compose files of one folder that may be started together, in ways that commands tell. */
function overlaysIn({ reader, subjects }: NeedRequest, paths: readonly string[]): boolean {
  if (!subjects.kinds.has('declaration') && !subjects.kinds.has('read') && !subjects.kinds.has('unit'))
    return false;
  const folders = paths.filter((path) => reader.isOf(path, ['compose'])).map(folderOf);
  return new Set(folders).size < folders.length;
}

interface Containers {
  /** files that state them */
  readonly workloads: ReadonlySet<string>;
  /** last parts of the names of images that may be built here */
  readonly images: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

async function containersIn({ reader, trees }: NeedRequest, paths: readonly string[]): Promise<Containers> {
  const workloads = new Set<string>();
  const images = new Set<string>();
  const objects = new Set<string>();
  await inBatches(
    paths.filter((path) => reader.isOf(path, holders)),
    async (path) => {
      const facts = factsOf(await reader.read(trees.head, path));
      const isCompose = reader.isOf(path, ['compose']);
      for (const fact of facts)
        if (fact.kind === 'chart-value' && fact.image !== undefined) images.add(nameOf(fact.image));
      if (reader.isOf(path, ['helm-chart'])) workloads.add(path);
      if (!isCompose && !facts.some((fact) => fact.kind === 'unit' && isContainer.has(fact.type))) return;
      const published = isCompose ? publishedIn(facts) : facts;
      if (isCompose && published.length === 0) return;
      workloads.add(path);
      for (const fact of published) {
        if (fact.kind === 'image') images.add(nameOf(fact.repository));
        if (fact.kind === 'env-from') objects.add(fact.object);
      }
    },
  );
  return { workloads, images, objects };
}

/** All of the charts that a variable went from: what their containers run stands in their values. */
function chartFiles({ subjects, reader, trees }: NeedRequest): readonly string[] {
  const gone = subjects.removed.flatMap((fact) => (fact.kind === 'declaration' ? [fact.file] : []));
  const folders = new Set(
    gone
      .filter((path) => reader.isOf(path, ['helm-template', 'helm-chart']))
      .flatMap((path) => chartFolderOf(trees.head, path) ?? []),
  );
  return [...folders]
    .flatMap((folder) => trees.head.under(folder === '.' ? '' : folder))
    .filter((path) => reader.isOf(path, ['helm-template', 'helm-chart']))
    .slice(0, 500);
}

/** Images of somebody that services run as they are: `postgres` and its like have no owner. */
function publishedIn(facts: readonly Fact[]): readonly Fact[] {
  const built = new Set(facts.flatMap((fact) => (fact.kind === 'unit' && fact.build ? [fact.name] : [])));
  return facts.filter(
    (fact) =>
      fact.kind === 'image' && fact.role === 'run' && !built.has(fact.unit) && fact.repository.includes('/'),
  );
}

/** Who gives the actions and workflows among these what they build. */
async function callersOf(
  { reader, trees }: NeedRequest,
  paths: readonly string[],
  within: (patterns: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const templates = await inBatches(paths, async (path) =>
    factsOf(await reader.read(trees.head, path)).some(({ kind }) => kind === 'image-build-template')
      ? [path]
      : [],
  );
  const called = templates.flat().map((path) => path.replace(/\/action\.ya?ml$/, ''));
  if (called.length === 0) return [];
  const pattern = `\\./(${called.map((path) => path.replace(/[^\w/-]/g, '.')).join('|')})`;
  return (await within([pattern])).filter((path) => reader.isOf(path, ['github-workflow', 'github-action']));
}

async function builtFromIn(
  { reader, trees }: { readonly reader: FileReader; readonly trees: NeedRequest['trees'] },
  paths: readonly string[],
): Promise<readonly string[]> {
  const dockerfiles = await inBatches(
    paths.filter((path) => reader.isOf(path, builders)),
    async (path) =>
      factsOf(await reader.read(trees.head, path)).flatMap((fact) => {
        if (fact.kind === 'action') return (fact.inputs ?? []).flatMap((inputs) => Object.values(inputs));
        if (fact.kind === 'image-build-template')
          return [...Object.values(fact.defaults), fact.dockerfile ?? ''];
        return fact.kind === 'image-build' ? [fact.dockerfile, `${fact.context}/${fact.dockerfile}`] : [];
      }),
  );
  const plain = dockerfiles.flat().map((path) => path.replace(/^(?:\.?\/)+/, ''));
  return [...new Set(plain.flatMap((path) => [path, `${path}/Dockerfile`, 'Dockerfile']))].filter(
    (path) => trees.head.has(path) && reader.isOf(path, ['dockerfile']),
  );
}
