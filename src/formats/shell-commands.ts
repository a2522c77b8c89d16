import { joinPath } from './paths.ts';
import { readShell } from './shell.ts';
import type { ShellWord } from './shell.ts';

/** A simple command with the program in front: assignments and wrappers (`env`, `sudo`, `npx` …) are taken off. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** 0-based, within the text */
  readonly line: number;
  /** where it runs, relative to the repository root; null when unknown */
  readonly directory: string | null;
}

const deepest = 3;

/**
 * The commands of a shell text and where each of them runs: `cd`, `pushd`, subshells and
 * `sh -c '…'` are followed. `directory` is where the text as a whole starts.
 */
export function shellCommands(text: string, directory: string | null, depth = 0): readonly ShellCommand[] {
  const found: ShellCommand[] = [];
  const outer: (string | null)[] = [];
  const pushed: (string | null)[] = [];
  let current = directory;
  let listStart = directory;
  for (const item of readShell(text)) {
    if (item.kind === 'command') {
      const name = item.words[0]?.text;
      if (name === 'pushd') pushed.push(current);
      if (name === 'cd' || name === 'pushd') current = changeDirectory(current, item.words);
      else if (name === 'popd') current = pushed.pop() ?? null;
      else found.push(...unwrap(item.words, item.line, current, depth));
    } else if (item.kind === 'open') outer.push(current);
    else if (item.kind === 'close') current = outer.length > 0 ? (outer.pop() ?? null) : current;
    else if (item.kind === 'end') listStart = current;
    else current = listStart;
  }
  return found;
}

/** The command of an exec form (`["npm", "start"]`), wrappers taken off. */
export function execCommand(argv: readonly string[], directory: string | null): readonly ShellCommand[] {
  const words = argv.map((text) => ({ text, variable: /[$`]|\{\{/.test(text) }));
  return unwrap(words, 0, directory, 0);
}

const rootExpression =
  /^\$(?:\{\{\s*github\.workspace\s*\}\}|\{?GITHUB_WORKSPACE\}?|\(git rev-parse --show-toplevel\))/;

function changeDirectory(current: string | null, words: readonly ShellWord[]): string | null {
  const target = words.slice(1).find(({ text }) => !/^-[LPe@]+$|^--$/.test(text));
  if (!target || target.text === '-') return null;
  const atRoot = rootExpression.exec(target.text);
  if (atRoot) return joinPath('', `.${target.text.slice(atRoot[0].length)}`);
  return target.variable ? null : joinPath(current, target.text);
}

/** Programs that run the rest of their line; flags of theirs with a value of its own. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-D', '-h', '-p'],
  env: ['-u', '-C', '-S'],
  exec: ['-a'],
  command: [],
  time: ['-f', '-o'],
  nohup: [],
  nice: ['-n'],
  ionice: ['-c', '-n'],
  stdbuf: ['-o', '-e', '-i'],
  setsid: [],
  caffeinate: [],
  'cross-env': [],
  'cross-env-shell': [],
  'env-cmd': ['-f', '-e', '--file', '--environments'],
  'xvfb-run': ['-s', '-n', '-e', '--server-args'],
  timeout: ['-s', '-k', '--signal', '--kill-after'],
  npx: ['-p', '--package', '-w', '--workspace'],
  bunx: [],
  corepack: [],
  tini: ['-p', '-e'],
  'dumb-init': ['-r', '--rewrite'],
  'su-exec': [],
  gosu: [],
};

/** Programs that run what stands after `--`. */
const untilDashes =
  /^(?:dotenvx?|doppler|op|infisical|chamber|aws-vault|teller|tini|dumb-init|wait-for(?:-it)?(?:\.sh)?|dockerize|nyc|c8|direnv|envchain|varlock|sops|mise|xargs)$/;

function unwrap(
  words: readonly ShellWord[],
  line: number,
  directory: string | null,
  depth: number,
): readonly ShellCommand[] {
  let rest = words;
  while (rest.length > 0) {
    const program = programOf(rest[0]);
    if (isAssignment(rest[0])) rest = rest.slice(1);
    else if (untilDashes.test(program) && rest.some(({ text }) => text === '--')) {
      rest = rest.slice(rest.findIndex(({ text }) => text === '--') + 1);
    } else if (Object.hasOwn(wrappers, program)) rest = withoutWrapper(program, rest);
    else break;
  }
  const script = depth < deepest ? inlineScript(rest) : undefined;
  if (script) return script.flatMap((text) => at(line, shellCommands(text, directory, depth + 1)));
  const contained = depth < deepest ? composeCommand(rest) : undefined;
  // In a container the working directory is the image's business.
  if (contained) return unwrap(contained, line, null, depth + 1);
  return rest.length > 0 ? [{ words: rest, line, directory }] : [];
}

function at(line: number, commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return commands.map((command) => ({ ...command, line: line + command.line }));
}

function programOf(word: ShellWord | undefined): string {
  const text = word?.text ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}

function isAssignment(word: ShellWord | undefined): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word?.text ?? '');
}

function withoutWrapper(program: string, words: readonly ShellWord[]): readonly ShellWord[] {
  const valued = wrappers[program] ?? [];
  let at = 1;
  for (let word = words[at]?.text; word?.startsWith('-'); word = words[at]?.text) {
    // `npx -c '…'` and friends: a text of its own, not the words that follow
    at += valued.includes(word) ? 2 : 1;
    if (word === '--') break;
  }
  // `timeout 60 …`, `gosu user …`
  if (program === 'timeout' || program === 'gosu' || program === 'su-exec') at += 1;
  return words.slice(at);
}

/** Texts that the command hands to a shell of its own. */
function inlineScript(words: readonly ShellWord[]): readonly string[] | undefined {
  const program = programOf(words[0]);
  if (/^(?:ba|z|a|da)?sh$/.test(program)) {
    const flag = words.findIndex(({ text }, index) => index > 0 && /^-[a-z]*c$/.test(text));
    const script = words[flag + 1];
    return flag > 0 && script ? [script.text] : undefined;
  }
  if (!/^conc(?:urrently)?$/.test(program)) return undefined;
  return words.slice(1).flatMap(({ text }) => {
    const short = /^(npm|pnpm|yarn|bun|node):([\w:.-]+)$/.exec(text);
    if (short) return [short[1] === 'node' ? `node --run ${short[2]}` : `${short[1]} run ${short[2]}`];
    return text.includes(' ') ? [text] : [];
  });
}

const composeValues = new Set(
  '-f --file -p --project-name --profile --env-file --project-directory -e --env -u --user -w --workdir --name -v --volume --publish --entrypoint --index -l --label'.split(
    ' ',
  ),
);

/** What `docker compose run|exec service …` runs. */
function composeCommand(words: readonly ShellWord[]): readonly ShellWord[] | undefined {
  const program = programOf(words[0]);
  const start =
    program === 'docker' && words[1]?.text === 'compose' ? 2 : program === 'docker-compose' ? 1 : 0;
  if (start === 0) return undefined;
  const plain: number[] = [];
  for (let at = start; at < words.length && plain.length < 3; at += 1) {
    const text = words[at]?.text ?? '';
    if (composeValues.has(text)) at += 1;
    else if (!text.startsWith('-')) plain.push(at);
  }
  const [verb, service, command] = plain;
  if (verb === undefined || service === undefined || command === undefined) return undefined;
  return /^(?:run|exec)$/.test(words[verb]?.text ?? '') ? words.slice(command) : undefined;
}
