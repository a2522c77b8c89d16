import type { Invocation } from '../system/facts.ts';
import { hasOption, takeOptions, valuesOf } from './command-options.ts';
import * as packageManagers from './package-manager-calls.ts';
import { folderOf, joinPath, nameOf } from './paths.ts';
import { execCommand, shellCommands } from './shell-commands.ts';
import type { ShellCommand } from './shell-commands.ts';
import type { ShellWord } from './shell.ts';

/** Where a task runs: a folder, or a package that is chosen by name. */
export type TaskPlace = Pick<Invocation, 'directory' | 'package'>;

/** A call of a named task, before the reader adds its line and unit. */
export interface TaskCall extends Omit<Invocation, 'kind' | 'unit' | 'line'> {
  /** of the command, 0-based, within the text */
  readonly line: number;
}

/** Reads the words after the program. `directory` is where the program starts. */
export type TaskReader = (
  words: readonly ShellWord[],
  directory: string | null,
) => readonly Omit<TaskCall, 'line'>[];

/**
 * Calls of named tasks in a shell text: `npm run x`, `yarn x`, `make x`, `poetry run x`.
 * `directory` is where the text runs, relative to the repository root; null when unknown.
 */
export function taskCalls(text: string, directory: string | null): readonly TaskCall[] {
  return callsOf(shellCommands(text, directory));
}

/** The same for a command that is already split into words. */
export function taskCallsOf(argv: readonly string[], directory: string | null): readonly TaskCall[] {
  return callsOf(execCommand(argv, directory));
}

/** The same for commands that were read already. */
export function callsOf(commands: readonly ShellCommand[]): readonly TaskCall[] {
  return commands.flatMap(({ words, line, directory }) => {
    const [program, ...rest] = words;
    const name = nameOf(program?.text ?? '');
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    return reader ? reader(rest, directory).map((call) => ({ ...call, line })) : [];
  });
}

const readers: Readonly<Record<string, TaskReader>> = {
  npm: packageManagers.npmCalls,
  pnpm: packageManagers.pnpmCalls,
  yarn: packageManagers.yarnCalls,
  yarnpkg: packageManagers.yarnCalls,
  bun: packageManagers.bunCalls,
  node: packageManagers.nodeCalls,
  'npm-run-all': packageManagers.runAllCalls,
  'npm-run-all2': packageManagers.runAllCalls,
  'run-s': packageManagers.runAllCalls,
  'run-p': packageManagers.runAllCalls,
  turbo: packageManagers.turboCalls,
  lerna: packageManagers.lernaCalls,
  make: makeCalls,
  gmake: makeCalls,
  just: justCalls,
  composer: composerCalls,
  poetry: poetryCalls,
};

const taskName = /^[\w@.][\w@:./+-]{0,199}$/;

function isTask(word: ShellWord | undefined): word is ShellWord {
  return word !== undefined && !word.variable && taskName.test(word.text);
}

/** `make [-C folder] target …`; a makefile that is named is taken to stand in the folder that it is in. */
function makeCalls(words: readonly ShellWord[], directory: string | null): ReturnType<TaskReader> {
  const found = takeOptions(words, [
    '-C',
    '--directory',
    '-f',
    '--file',
    '--makefile',
    '-o',
    '-W',
    '-I',
    '-l',
    '-O',
    '--eval',
    '-sC',
  ]);
  const place = folders(valuesOf(found, '-C', '--directory', '-sC'), directory);
  const file = valuesOf(found, '-f', '--file', '--makefile')[0];
  // The targets of another makefile; which folder they run in is no longer the folder they stand in.
  const at = file ? (file.variable || file.text.includes('/') ? null : place) : place;
  return found.plain
    .filter((word) => isTask(word) && !/^\d+$/.test(word.text))
    .map(({ text }) => ({ runner: 'make', name: text, directory: at }));
}

/** `just [-f file] recipe arguments …`: whether a later word is a recipe too depends on the first. */
function justCalls(words: readonly ShellWord[], directory: string | null): ReturnType<TaskReader> {
  const found = takeOptions(
    words,
    ['-f', '--justfile', '-d', '--working-directory', '--shell', '--dotenv-path', '--dotenv-filename', '-E'],
    1,
  );
  if (hasOption(found, '--set', '-l', '--list', '-c', '--command', '-s', '--show', '--evaluate')) return [];
  const recipe = found.plain.find(({ text }) => !/^\w+=/.test(text));
  if (!isTask(recipe) || recipe.text.includes('::')) return [];
  const file = valuesOf(found, '-f', '--justfile')[0];
  const start = file ? (file.variable ? null : joinPath(directory, folderOf(file.text))) : directory;
  const name = nameOf(recipe.text);
  return [{ runner: 'just', name, directory: joinPath(start, folderOf(recipe.text)) }];
}

const composerOwn = new Set(
  'install i update u upgrade require r remove rm dump-autoload dumpautoload validate show info outdated audit config create-project exec global init licenses search self-update selfupdate status suggests why depends why-not prohibits archive browse home bump check-platform-reqs clear-cache clearcache cc diagnose fund help list reinstall about completion repository'.split(
    ' ',
  ),
);

function composerCalls(words: readonly ShellWord[], directory: string | null): ReturnType<TaskReader> {
  const found = takeOptions(words, ['-d', '--working-dir'], 2);
  const at = folders(valuesOf(found, '-d', '--working-dir'), directory);
  const [command, name] = found.plain;
  const runs = command?.text === 'run' || command?.text === 'run-script';
  const task = runs ? name : command;
  if (!isTask(task) || (!runs && composerOwn.has(task.text))) return [];
  return [{ runner: 'composer', name: task.text, directory: at }];
}

/** `poetry run x` runs a script of the project or any executable of its environment. */
function poetryCalls(words: readonly ShellWord[], directory: string | null): ReturnType<TaskReader> {
  const found = takeOptions(words, ['-C', '--directory', '-P', '--project'], 2);
  const at = folders(valuesOf(found, '-C', '--directory', '-P', '--project'), directory);
  const [command, name] = found.plain;
  if (command?.text !== 'run' || !isTask(name)) return [];
  return [{ runner: 'poetry', name: name.text, directory: at, shorthand: true }];
}

function folders(values: readonly ShellWord[], directory: string | null): string | null {
  return values.reduce<string | null>(
    (here, { text, variable }) => (variable ? null : joinPath(here, text)),
    directory,
  );
}
