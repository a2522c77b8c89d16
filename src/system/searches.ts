import { isExampleName } from '../formats/dotenv/example-name.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { TreePair } from '../source/repository.ts';
import type { Stage } from '../stages/rule.ts';
import { callers, deployments, loading, manifestEndings, pathUsers } from './anchor-formats.ts';
import { skipped } from './anchors.ts';
import { configEndings, configPatterns } from './config-search.ts';
import { entryWords } from './store-entries.ts';
import { isAboutPorts, proxies } from './service-files.ts';
import type { Subjects } from './subjects.ts';
import { serviceSearches } from './service-searches.ts';
import { templateSearches } from './template-files.ts';
import type { ChangedFile } from './system.ts';

/** One search over head, and what to do with the files it hits. */
export interface Search {
  readonly stage: Stage;
  readonly words: readonly string[];
  /** extended regular expressions, for names that are also everyday words */
  readonly patterns?: readonly string[];
  /** endings of the paths of files in which the patterns are looked for: a search of all files is slow */
  readonly endings?: readonly string[];
  /** hits are read by these formats */
  readonly formats: readonly string[] | 'all';
  /** hits are looked through for mentions */
  readonly mentions: boolean;
}

/** The searches that a change asks for. */
export function searchesFor(
  subjects: Subjects,
  files: readonly ChangedFile[],
  trees: TreePair,
): readonly Search[] {
  const searches: Search[] = [];
  const variables = [...subjects.variables].filter((name) => /^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name));
  if (variables.length > 0) {
    searches.push({ stage: 'config', words: variables, formats: 'all', mentions: true });
    // Fields of these are not spelled as the variables that fill them.
    searches.push({
      stage: 'config',
      words: [],
      patterns: ['Base[A-Za-z]*Settings', '(split_words|envPrefix|env-prefix):"'],
      endings: ['.py', '.go'],
      formats: ['python', 'go'],
      mentions: false,
    });
  }
  const patterns = configPatterns(subjects);
  if (patterns.length > 0)
    searches.push({
      stage: 'config',
      words: [],
      patterns,
      endings: configEndings,
      formats: 'all',
      mentions: false,
    });
  // Only where it matters who loads an env file: this finds all that might.
  if (
    subjects.added.some(
      (fact) =>
        fact.kind === 'declaration' &&
        (fact.readings !== undefined || fact.value !== undefined) &&
        isEnvFileName(fact.file),
    )
  ) {
    searches.push({
      stage: 'config',
      words: [],
      patterns: [
        '--env-file',
        'load_dotenv *\\(',
        'dotenv/config',
        'dotenv\\.config *\\(',
        'env_file *= *["\']',
      ],
      formats: loading,
      mentions: false,
    });
  }
  // More words than git lists fast are not worth it.
  const prefixes = prefixesOf(subjects.unread).slice(0, Math.max(0, 90 - variables.length));
  if (prefixes.length > 0)
    searches.push({ stage: 'config', words: prefixes, formats: 'all', mentions: false });
  const entries = entryWords(subjects);
  if (entries.length > 0) searches.push({ stage: 'config', words: entries, formats: 'all', mentions: true });
  searches.push(...templateSearches(subjects));
  const hosts = [...subjects.hosts].filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name));
  if (hosts.length > 0) {
    const names = hosts.map((name) => name.replaceAll('.', '\\.')).join('|');
    searches.push({
      stage: 'dependencies',
      words: [],
      patterns: [`(//|@)(${names})([:/"'?, ]|$)`, `(^|[^A-Za-z0-9_.-])(${names}):[0-9]{2,5}([^0-9]|$)`],
      formats: 'all',
      mentions: true,
    });
  }
  const scripts = [...subjects.scripts].filter((name) => /^[A-Za-z0-9][A-Za-z0-9:._/-]*$/.test(name));
  if (scripts.length > 0) {
    searches.push({ stage: 'wiring', words: scripts, formats: callers, mentions: false });
  }
  if (variables.length > 0) {
    // What runs and is not given the name does not have it: containers are found by their kind.
    const kind = `^kind: *["']?(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|Rollout)["']? *$`;
    searches.push({
      stage: 'config',
      words: [],
      patterns: [kind],
      endings: manifestEndings,
      formats: ['kubernetes'],
      mentions: false,
    });
    searches.push({ stage: 'config', words: [], ...deployments, mentions: false });
  }
  const objects = clusterObjects(subjects);
  if (objects.length > 0) {
    searches.push({
      stage: 'config',
      words: objects,
      formats: ['kubernetes', 'kustomization', 'tiltfile'],
      mentions: false,
    });
  }
  searches.push(...serviceSearches(subjects, files));
  if (isAboutPorts(subjects))
    searches.push({ stage: 'dependencies', words: [], ...proxies, mentions: false });
  const gone = goneNames(files, trees);
  if (gone.length > 0) searches.push({ stage: 'wiring', words: gone, formats: pathUsers, mentions: false });
  return searches;
}

function isEnvFileName(path: string): boolean {
  return /(?:^|[/.])env(?:\.|$)/i.test(path) && !isExampleName(nameOf(path));
}

/** Names of ConfigMaps and Secrets that changed, or that something newly refers to. */
function clusterObjects({ added, removed }: Subjects): readonly string[] {
  const names = [...added, ...removed].flatMap((fact) => {
    if (fact.kind === 'config-object') return [fact.name];
    return fact.kind === 'config-reference' ? [fact.object] : [];
  });
  return [...new Set(names)].filter((name) => /^[a-z0-9][a-z0-9.-]+$/.test(name)).slice(0, 200);
}

/** `PAYMENT_` and `PAYMENT_API_` of `PAYMENT_API_KEY`: what is no longer read by name may be read by a computed one. */
function prefixesOf(names: Iterable<string>): readonly string[] {
  const prefixes = new Set<string>();
  for (const name of names) {
    if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name)) continue;
    for (let at = name.lastIndexOf('_'); at > 1; at = name.lastIndexOf('_', at - 1))
      prefixes.add(name.slice(0, at + 1));
  }
  return [...prefixes].slice(0, 60);
}

/** Names without their ending that half of the files of a repository hold for other reasons. */
const everyday = new Set([
  'package',
  'types',
  'type',
  'utils',
  'test',
  'tests',
  'default',
  'config',
  'lib',
  'mod',
]);

/** Last parts of paths that are no longer there, and of folders that went with them, with and without the ending. */
function goneNames(files: readonly ChangedFile[], { head }: TreePair): readonly string[] {
  const names = new Set<string>();
  for (const { status, path, from } of files) {
    const old = status === 'removed' ? path : status === 'renamed' ? from : undefined;
    if (old === undefined || skipped.test(old)) continue;
    const name = nameOf(old);
    names.add(name);
    const stem = name.replace(/\.[^.]+$/, '');
    if (!everyday.has(stem)) names.add(stem);
    // What stands for its folder is named by it.
    if (/^(?:index\.[cm]?[jt]sx?|__(?:init|main)__\.py|main\.go)$/.test(name))
      names.add(nameOf(folderOf(old)));
    for (let folder = folderOf(old); folder !== '' && !head.hasFolder(folder); folder = folderOf(folder)) {
      names.add(nameOf(folder));
    }
  }
  return [...names].filter((name) => name.length > 1 && !/[\n\0]/.test(name)).slice(0, 500);
}
