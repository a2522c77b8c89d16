import type { Command, ComposeStart, EnvLoad, ImageBuild, Invocation } from '../system/facts.ts';
import { programFile } from '../system/program-file.ts';
import { composeStartOf } from './compose-start-command.ts';
import { envLoadsOf } from './env-loads.ts';
import { imageBuildOf } from './image-build-command.ts';
import { callsOf } from './invocations.ts';
import { shellCommands } from './shell-commands.ts';
import type { ShellCommand } from './shell-commands.ts';

/** Where a shell text stands and who runs it. */
export interface ShellPlace {
  /** 1-based line of the text's first line */
  readonly line: number;
  /** lines of the text are not lines of the file (a JSON string, a folded scalar): everything is at `line` */
  readonly folded?: boolean;
  /** where it starts, relative to the repository root; null when unknown */
  readonly directory: string | null;
  /** who runs it: a job, a recipe, a script */
  readonly unit: string;
}

/**
 * What a shell text that runs in a checkout relies on: the named tasks that it calls, the files of
 * the repository that it runs and the images that it builds. Of a command only the program and its file are kept.
 */
export function shellFacts(
  text: string,
  place: ShellPlace,
): readonly (Invocation | Command | ImageBuild | ComposeStart | EnvLoad)[] {
  const commands = shellCommands(text, place.directory);
  const { unit } = place;
  const lineOf = (offset: number): number => (place.folded === true ? place.line : place.line + offset);
  const invocations = callsOf(commands).map(({ line, ...call }): Invocation => ({
    kind: 'invocation',
    line: lineOf(line),
    ...call,
    unit,
  }));
  const tested = testedPaths(commands);
  const programs = commands.flatMap(({ words, line, directory }): readonly Command[] => {
    if (directory === null) return [];
    const argv = words.map((word) => (word.variable ? '$' : word.text));
    const file = programFile(argv);
    // `[ -f x.sh ] && ./x.sh` gets along without the file.
    if (!file || tested.has(bare(file.written))) return [];
    return [
      { kind: 'command', line: lineOf(line), unit, role: 'run', argv: file.argv, shell: true, directory },
    ];
  });
  const builds = commands.flatMap((command): readonly ImageBuild[] => {
    const build = imageBuildOf(command);
    return build ? [{ kind: 'image-build', line: lineOf(command.line), ...build, unit }] : [];
  });
  const starts = commands.flatMap((command): readonly ComposeStart[] => {
    const start = composeStartOf(command);
    return start ? [{ kind: 'compose-start', line: lineOf(command.line), ...start, unit }] : [];
  });
  const loads = commands.flatMap((command) =>
    envLoadsOf(command).map((load): EnvLoad => ({ ...load, line: lineOf(command.line) })),
  );
  return [...invocations, ...programs, ...builds, ...starts, ...loads].sort((a, b) => a.line - b.line);
}

/** Paths whose presence the text asks for. */
function testedPaths(commands: readonly ShellCommand[]): ReadonlySet<string> {
  return new Set(
    commands.flatMap(({ words }) =>
      /^(?:\[\[?|test)$/.test(words[0]?.text ?? '') && words.some(({ text }) => /^-[efxsr]$/.test(text))
        ? words.slice(1).map(({ text }) => bare(text))
        : [],
    ),
  );
}

function bare(path: string): string {
  return path.replace(/^\.\//, '');
}
