import { posix } from 'node:path';
import type { Invocation } from '../system/facts.ts';
import { readShell } from './shell.ts';
import type { ShellItem } from './shell.ts';

/** A call of a named task, before the reader adds its line and unit. */
export interface TaskCall {
  readonly runner: Invocation['runner'];
  readonly name: string;
  readonly directory: string | null;
  readonly shorthand?: true;
  /** of the command, 0-based, within the text */
  readonly line: number;
}

type Call = Omit<TaskCall, 'line'>;
type Reader = (words: readonly string[], directory: string | null) => readonly Call[];

/**
 * Calls of named tasks in a shell text: `npm run x`, `yarn x`, `make x`, `poetry run x`.
 * `directory` is where the text runs, relative to the repository root; null when unknown.
 */
export function taskCalls(text: string, directory: string | null): readonly TaskCall[] {
  const calls: TaskCall[] = [];
  const outer: (string | null)[] = [];
  let here = directory;
  for (const item of readShell(text)) {
    if (item.kind === 'open') outer.push(here);
    else if (item.kind === 'close') here = outer.pop() ?? here;
    else if (item.kind === 'command') {
      const argv = constantWords(item);
      if (argv[0] === 'cd' || argv[0] === 'pushd') here = inside(here, argv[1] ?? '~');
      else if (argv[0] === 'popd') here = null;
      else calls.push(...callsOf(argv, here).map((call) => ({ ...call, line: item.line })));
    }
  }
  return calls;
}

/** The same for a command that is already split into words. */
export function taskCallsOf(argv: readonly string[], directory: string | null): readonly TaskCall[] {
  return callsOf(argv, directory).map((call) => ({ ...call, line: 0 }));
}

/** Words without the assignments in front; a word that holds a variable can name no task. */
function constantWords(item: ShellItem & { readonly kind: 'command' }): readonly string[] {
  const start = item.words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word.text));
  if (start === -1) return [];
  return item.words.slice(start).map((word) => (word.variable && !word.text.includes('$') ? '$' : word.text));
}

const readers: Readonly<Record<string, Reader>> = {
  npm: npmCalls,
  pnpm: (words, directory) => packageManagerCalls(words, directory, pnpmCommands),
  yarn: (words, directory) => packageManagerCalls(words, directory, yarnCommands),
  bun: (words, directory) => packageManagerCalls(words, directory, bunCommands),
  make: (words, directory) => targets('make', words, directory),
  gmake: (words, directory) => targets('make', words, directory),
  just: (words, directory) => targets('just', words, directory).slice(0, 1),
  composer: composerCalls,
  poetry: poetryCalls,
};

/** Commands that run the command after them. */
const wrappers = new Set(['sudo', 'env', 'exec', 'time', 'nohup', 'corepack', 'cross-env', 'dumb-init', 'tini', 'command']); // prettier-ignore

function callsOf(argv: readonly string[], directory: string | null): readonly Call[] {
  const [first = '', ...rest] = argv;
  const name = posix.basename(first);
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader) return reader(rest, directory);
  if (/^(?:ba|da|z|a)?sh$/.test(name)) {
    const script = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
    return script === -1 ? [] : taskCalls(rest[script + 1] ?? '', directory);
  }
  const dashes = rest.indexOf('--');
  if (dashes !== -1) return callsOf(rest.slice(dashes + 1), directory);
  if (!wrappers.has(name)) return [];
  const next = rest.findIndex((word) => !word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word));
  return next === -1 ? [] : callsOf(rest.slice(next), directory);
}

function inside(directory: string | null, target: string): string | null {
  if (directory === null || /^[/~$-]/.test(target) || target.includes('$')) return null;
  const joined = posix.normalize(posix.join(directory, target)).replace(/\/$/, '');
  return joined.startsWith('..') ? null : joined === '.' ? '' : joined;
}

const taskName = /^[\w@][\w@:./+-]*$/;

function npmCalls(words: readonly string[], directory: string | null): readonly Call[] {
  const { plain, place } = options(words, directory, ['--prefix', '-C'], ['-w', '--workspace', '--loglevel']);
  const [command = '', name = ''] = plain;
  if (['run', 'run-script', 'rum', 'urn'].includes(command) && taskName.test(name))
    return [{ runner: 'npm', name, directory: place }];
  if (['test', 't', 'tst', 'start', 'stop', 'restart'].includes(command))
    return [{ runner: 'npm', name: command.startsWith('t') ? 'test' : command, directory: place }];
  return [];
}

const pnpmCommands = new Set('add a install i update up upgrade remove rm uninstall un link ln unlink import rebuild rb prune fetch install-test it patch patch-commit patch-remove audit list ls outdated why licenses exec dlx create init publish pack root bin store cache server env setup config c approve-builds deploy doctor self-update help recursive m multi cat-file cat-index find-hash login logout version -v ping whoami view info dedupe ignored-builds start test t'.split(' ')); // prettier-ignore
const yarnCommands = new Set('add install remove up upgrade upgrade-interactive link unlink init create cache config info list outdated why audit licenses login logout owner pack policies publish set plugin dlx exec node global generate-lock-entry check import tag team version versions workspaces dedupe constraints explain npm patch patch-commit rebuild search stage unplug bin autoclean help --version test start'.split(' ')); // prettier-ignore
const bunCommands = new Set('install i add a remove rm update outdated link unlink pm x exec create c init build test repl upgrade publish patch info why audit help'.split(' ')); // prettier-ignore

/** pnpm, yarn and bun: `run x`, and `x` alone where it is none of their own commands. */
function packageManagerCalls(
  words: readonly string[],
  directory: string | null,
  own: ReadonlySet<string>,
): readonly Call[] {
  const { plain, place } = options(
    words,
    directory,
    ['--cwd', '--dir', '-C', '--prefix'],
    ['--filter', '-F'],
  );
  const [command = '', name = ''] = plain;
  if (command === 'workspace') return packageManagerCalls(plain.slice(2), null, own);
  if (command === 'workspaces' && name === 'run') return packageManagerCalls(plain.slice(1), null, own);
  if (command === 'run' || command === 'run-script') {
    const file = own === bunCommands && /[/.]/.test(name);
    return taskName.test(name) && !file ? [{ runner: 'npm', name, directory: place }] : [];
  }
  if (own !== bunCommands && (command === 'test' || command === 't' || command === 'start'))
    return [{ runner: 'npm', name: command === 't' ? 'test' : command, directory: place }];
  if (own.has(command) || !/^[\w@][\w@:-]*$/.test(command)) return [];
  return [{ runner: 'npm', name: command, directory: place, shorthand: true }];
}

function targets(runner: string, words: readonly string[], directory: string | null): readonly Call[] {
  if (words.some((word) => /^(?:-f|--file|--makefile|--justfile)/.test(word))) return [];
  const { plain, place } = options(
    words,
    directory,
    ['-C', '--directory', '-d'],
    ['-j', '-l', '-o', '-W', '-I'],
  );
  const names = plain.filter((word) => taskName.test(word) && !/^\d+$/.test(word));
  return names.map((name) => ({ runner, name, directory: place }));
}

const composerCommands = new Set('install i update u upgrade require r remove rm dump-autoload dumpautoload validate show info outdated audit config create-project exec global init licenses search self-update selfupdate status suggests why depends why-not prohibits archive browse home bump check-platform-reqs clear-cache clearcache cc diagnose fund help list reinstall about'.split(' ')); // prettier-ignore

function composerCalls(words: readonly string[], directory: string | null): readonly Call[] {
  const { plain, place } = options(words, directory, ['-d', '--working-dir'], []);
  const [command = '', name = ''] = plain;
  if (command === 'run' || command === 'run-script')
    return taskName.test(name) ? [{ runner: 'composer', name, directory: place }] : [];
  if (composerCommands.has(command) || !taskName.test(command)) return [];
  return [{ runner: 'composer', name: command, directory: place }];
}

/** `poetry run x` runs a script of the project or any executable of its environment. */
function poetryCalls(words: readonly string[], directory: string | null): readonly Call[] {
  const { plain, place } = options(words, directory, ['-C', '--directory', '-P'], []);
  const [command = '', name = ''] = plain;
  if (command !== 'run' || !taskName.test(name)) return [];
  return [{ runner: 'poetry', name, directory: place, shorthand: true }];
}

/** Takes options away up to `--`: those that name a folder, those that choose another package, the rest. */
function options(
  words: readonly string[],
  directory: string | null,
  folders: readonly string[],
  selectors: readonly string[],
): { readonly plain: readonly string[]; readonly place: string | null } {
  const plain: string[] = [];
  let place = directory;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') break;
    const [flag = '', value] = word.split('=', 2);
    const next = (): string => value ?? words[(index += 1)] ?? '';
    if (folders.includes(flag)) place = inside(place, next());
    else if (selectors.includes(flag)) {
      next();
      if (!/^-[jloWI]$|loglevel/.test(flag)) place = null;
    } else if (!word.startsWith('-') && !/^[A-Za-z_]\w*:?=/.test(word)) plain.push(word);
    else if (/^--(?:workspaces|recursive)$|^-r$/.test(word)) place = null;
  }
  return { plain, place };
}
