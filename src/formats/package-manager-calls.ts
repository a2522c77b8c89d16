import { hasOption, takeOptions, valuesOf } from './command-options.ts';
import type { CommandOptions } from './command-options.ts';
import { joinPath } from './paths.ts';
import type { ShellWord } from './shell.ts';
import type { TaskPlace, TaskReader } from './invocations.ts';

/** npm: never a shorthand, and its options may stand anywhere before `--`. */
export const npmCalls: TaskReader = (words, directory) => {
  const found = takeOptions(words, [
    '--prefix',
    '-C',
    '-w',
    '--workspace',
    '--loglevel',
    '--cache',
    '--userconfig',
    '--script-shell',
  ]);
  // With this option a missing script is no failure.
  if (hasOption(found, '--if-present')) return [];
  const command = found.plain[0]?.text ?? '';
  const place = npmPlace(found, directory);
  if (['run', 'run-script', 'rum', 'urn'].includes(command)) return call(found.plain[1], place);
  const lifecycle = { test: 'test', t: 'test', tst: 'test', start: 'start', stop: 'stop' }[command];
  return lifecycle === undefined ? [] : call({ text: lifecycle, variable: false }, place);
};

function npmPlace(found: CommandOptions, directory: string | null): TaskPlace {
  const workspaces = valuesOf(found, '-w', '--workspace');
  if (hasOption(found, '--workspaces', '-ws') || workspaces.length > 1) return { directory: null };
  const at = inFolder(valuesOf(found, '--prefix', '-C'), directory);
  const [workspace] = workspaces;
  return workspace ? inPackage(workspace, at) : { directory: at };
}

const pnpmOwn = new Set(
  'add a install i update up upgrade remove rm uninstall un link ln unlink import rebuild rb prune fetch install-test it patch patch-commit patch-remove audit list ls la ll outdated why licenses exec dlx create init publish pack root bin store cache server env setup config c approve-builds ignored-builds deploy doctor self-update help cat-file cat-index find-hash login logout version whoami view info show dedupe completion ci clean restart search runtime sbom'.split(
    ' ',
  ),
);
const pnpmValues = [
  '-C',
  '--dir',
  '-F',
  '--filter',
  '--filter-prod',
  '--workspace-concurrency',
  '--loglevel',
  '--reporter',
  '--resume-from',
  '--test-pattern',
  '--prefix',
];

export const pnpmCalls: TaskReader = (words, directory) => {
  const found = takeOptions(words, pnpmValues, 1);
  const [first, ...rest] = found.plain;
  if (!first || hasOption(found, '--if-present')) return [];
  if (['recursive', 'multi', 'm'].includes(first.text))
    return unplaced(pnpmCalls(rest, directory), { directory: null });
  const filtered = filterPlace(found, directory, '-C', '--dir', '--prefix');
  if (first.text === 'run' || first.text === 'run-script') {
    const inner = takeOptions(rest, pnpmValues, 1);
    if (hasOption(inner, '--if-present')) return [];
    const narrowed = inner.options.size > 0 ? filterPlace(inner, filtered.directory) : filtered;
    return call(inner.plain[0], narrowed.directory === null ? { ...filtered, ...narrowed } : narrowed);
  }
  if (['test', 't', 'tst', 'start', 'stop'].includes(first.text))
    return call(first.text.startsWith('t') ? word('test') : first, filtered);
  return pnpmOwn.has(first.text) ? [] : call(first, filtered, true);
};

const yarnOwn = new Set(
  'add install remove up upgrade upgrade-interactive link unlink init create cache config info list outdated why audit licenses login logout owner pack policies publish set plugin dlx exec node global generate-lock-entry check import tag team version versions dedupe constraints explain npm patch patch-commit rebuild search stage unplug bin autoclean help prune cache'.split(
    ' ',
  ),
);
const yarnValues = [
  '--cwd',
  '-j',
  '--jobs',
  '--from',
  '--include',
  '--exclude',
  '--since',
  '--registry',
  '--inspect',
];

export const yarnCalls: TaskReader = (words, directory) => {
  const found = takeOptions(words, yarnValues, 1);
  const [first, ...rest] = found.plain;
  if (!first) return [];
  const place = { directory: inFolder(valuesOf(found, '--cwd'), directory) };
  if (first.text === 'workspace') {
    const [name, ...command] = rest;
    if (!name) return [];
    return unplaced(yarnCalls(command, null), { directory: null, ...named(name) });
  }
  if (first.text === 'workspaces') return yarnWorkspaces(rest);
  if (first.text === 'run') {
    const inner = takeOptions(rest, yarnValues, 1);
    if (hasOption(inner, '-B', '--binaries-only')) return [];
    // `yarn run x` also takes executables of the dependencies.
    return call(inner.plain[0], hasOption(inner, '-T', '--top-level') ? { directory: null } : place, true);
  }
  if (first.text === 'test' || first.text === 'start') return call(first, place);
  return yarnOwn.has(first.text) ? [] : call(first, place, true);
};

function yarnWorkspaces(words: readonly ShellWord[]): ReturnType<TaskReader> {
  const start = words.findIndex(({ text }) => text === 'run');
  if (start === -1) return [];
  return call(takeOptions(words.slice(start + 1), yarnValues, 1).plain[0], { directory: null });
}

const bunOwn = new Set(
  'install i add a remove rm update outdated link unlink pm x exec create c init build test repl upgrade publish patch patch-commit info why audit help discord feedback'.split(
    ' ',
  ),
);
const bunValues = ['--cwd', '-F', '--filter', '-r', '--preload', '-c', '--config', '--env-file', '--port'];

export const bunCalls: TaskReader = (words, directory) => {
  const found = takeOptions(words, bunValues, 1);
  const [first, ...rest] = found.plain;
  if (!first || hasOption(found, '-e', '--eval', '--if-present')) return [];
  const place = filterPlace(found, directory, '--cwd');
  const run = first.text === 'run' || first.text === 'start';
  // Under a filter these two are scripts, not bun's own bundler and test runner.
  const filtered = hasOption(found, '-F', '--filter') && /^(?:build|test)$/.test(first.text);
  if (!run && bunOwn.has(first.text) && !filtered) return [];
  const inner = run && first.text === 'run' ? takeOptions(rest, bunValues, 1) : undefined;
  const task = inner ? inner.plain[0] : first;
  const narrowed = inner && inner.options.size > 0 ? filterPlace(inner, place.directory, '--cwd') : place;
  // `bun run src/index.ts`, `bun server.ts`: a file
  if (task && /[/\\]|\.[cm]?[jt]sx?$/.test(task.text)) return [];
  return call(task, narrowed, first.text !== 'start');
};

/** `node --run x` */
export const nodeCalls: TaskReader = (words, directory) => {
  const at = words.findIndex(({ text }) => text === '--run' || text.startsWith('--run='));
  const found = words[at];
  if (at === -1 || !found || words.slice(0, at).some(({ text }) => !text.startsWith('-'))) return [];
  const name = found.text === '--run' ? words[at + 1] : { ...found, text: found.text.slice('--run='.length) };
  return call(name, { directory });
};

/** npm-run-all, run-s, run-p: every plain word is a script; patterns stand for any number of them. */
export const runAllCalls: TaskReader = (words, directory) =>
  takeOptions(words, ['--max-parallel', '--npm-path', '-j', '--jobs']).plain.flatMap((task) =>
    call({ ...task, text: task.text.split(' ', 1)[0] ?? '' }, { directory }),
  );

const turboOwn = new Set(
  'prune link unlink login logout gen generate daemon ls scan boundaries info query telemetry bin completion config devtools docs clone'.split(
    ' ',
  ),
);

/** turbo and lerna run a script in every package that has it. */
export const turboCalls: TaskReader = (words) => {
  const { plain } = takeOptions(words, [
    '--filter',
    '-F',
    '--concurrency',
    '--cwd',
    '--cache-dir',
    '--output-logs',
    '--log-order',
    '--env-mode',
    '--ui',
    '--log-prefix',
    '--team',
    '--token',
  ]);
  const [first, ...rest] = plain;
  if (!first || turboOwn.has(first.text)) return [];
  const tasks = first.text === 'run' || first.text === 'watch' ? rest : plain;
  return tasks.flatMap((task) => call(task, { directory: null }));
};

export const lernaCalls: TaskReader = (words) => {
  const { plain } = takeOptions(words, ['--scope', '--ignore', '--concurrency', '--since']);
  if (plain[0]?.text !== 'run') return [];
  const names = plain[1]?.text.split(',') ?? [];
  return names.flatMap((text) => call({ text, variable: plain[1]?.variable ?? true }, { directory: null }));
};

const scriptName = /^[\w@][\w@:./+-]{0,199}$/;

function call(name: ShellWord | undefined, place: TaskPlace, shorthand = false): ReturnType<TaskReader> {
  if (!name || name.variable || !scriptName.test(name.text)) return [];
  return [{ runner: 'npm', name: name.text, ...place, ...(shorthand ? { shorthand: true } : {}) }];
}

function word(text: string): ShellWord {
  return { text, variable: false };
}

function unplaced(calls: ReturnType<TaskReader>, place: TaskPlace): ReturnType<TaskReader> {
  return calls.map((found) => ({ ...found, ...place }));
}

function inFolder(folders: readonly ShellWord[], directory: string | null): string | null {
  return folders.reduce<string | null>(
    (here, folder) => (folder.variable ? null : joinPath(here, folder.text)),
    directory,
  );
}

function named(name: ShellWord): { readonly package?: string } {
  return !name.variable && /^[@\w][\w@./-]*$/.test(name.text) ? { package: name.text } : {};
}

/** A workspace by path (`apps/web`) or by name; a bare word may be either. */
function inPackage(choice: ShellWord, directory: string | null): TaskPlace {
  if (choice.variable) return { directory: null };
  const path = /^\.{1,2}\/|^[^@*!{}[\]]+\/[^*{}[\]]+$/.test(choice.text);
  return path ? { directory: joinPath(directory, choice.text) } : { directory: null, ...named(choice) };
}

/** Where pnpm and bun run a task under `--filter`; one plain package or folder, or unknown. */
function filterPlace(
  found: CommandOptions,
  directory: string | null,
  ...folders: readonly string[]
): TaskPlace {
  const at = inFolder(valuesOf(found, ...folders), directory);
  const filters = valuesOf(found, '-F', '--filter', '--filter-prod');
  if (hasOption(found, '-r', '--recursive', '-w', '--workspace-root') || filters.length > 1)
    return { directory: null };
  const [filter] = filters;
  if (!filter) return { directory: at };
  if (/\.{3}|[*!^[\]]/.test(filter.text)) return { directory: null };
  const folder = /^\{(.+)\}$/.exec(filter.text)?.[1];
  if (folder !== undefined) return { directory: joinPath(at, folder) };
  // Here a name with a slash and no scope is still a name.
  return filter.text.startsWith('.') ? inPackage(filter, at) : { directory: null, ...named(filter) };
}
