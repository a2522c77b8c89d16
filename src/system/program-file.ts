/** The file of the repository, or of an image, that a command line runs. */
export interface ProgramFile {
  /** the word that names it, as written */
  readonly written: string;
  /** where it can be, best guess first; relative to where the command runs, or absolute */
  readonly candidates: readonly string[];
  /** the least command line that means the same, without the options and arguments that may hold anything */
  readonly argv: readonly string[];
}

type Finder = (words: readonly string[], program: string) => ProgramFile | null;

/**
 * What a command runs, when that is a file and not a program of the machine:
 * `node dist/main.js`, `python -m app.worker`, `uvicorn app.main:app`, `./bin/migrate up`.
 * Null when it cannot be told. Looks at nothing but the words.
 */
export function programFile(argv: readonly string[]): ProgramFile | null {
  const [program = '', ...rest] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const finder = Object.hasOwn(finders, name) ? finders[name] : undefined;
  if (finder) return finder(rest, name);
  if (/^python[\d.]*$/.test(name)) return python(rest);
  return program.includes('/') ? named(program, [''], []) : null;
}

const javascript = ['', '.js', '.mjs', '.cjs', '/index.js'];
const typescript = [...javascript, '.ts', '.mts', '.tsx', '/index.ts'];
const nodeValues =
  '-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --tsconfig -P --project -O --compiler-options --watch-path --inspect-port --title --swc';
const watching = ['-w', '--watch', '-e', '--ext', '-i', '--ignore', '--delay', '--config', '--signal'];

const finders: Readonly<Record<string, Finder>> = {
  node: runner(javascript, nodeValues.split(' '), ['-e', '--eval', '-p', '--print', '--test', '--run', '-c']),
  nodejs: runner(javascript, nodeValues.split(' '), ['-e', '--eval', '-p', '--print', '--test', '--run']),
  tsx: runner(typescript, nodeValues.split(' '), ['-e', '--eval', '--test'], ['watch']),
  'ts-node': runner(typescript, nodeValues.split(' '), ['-e', '--eval', '-p']),
  'ts-node-dev': runner(typescript, [...nodeValues.split(' '), ...watching], ['-e']),
  'ts-node-esm': runner(typescript, nodeValues.split(' '), ['-e', '--eval', '-p']),
  'vite-node': runner(typescript, ['-c', '--config', '-r', '--root'], ['--script']),
  'babel-node': runner(javascript, nodeValues.split(' '), ['-e', '--eval', '-p']),
  nodemon: runner(typescript, [...nodeValues.split(' '), ...watching], ['-x', '--exec', '--config']),
  pm2: runner(javascript, ['-n', '--name', '-i'], [], ['start']),
  'pm2-runtime': runner(javascript, ['-n', '--name', '-i'], [], ['start']),
  deno: (words) => (words[0] === 'run' ? sourceFile('deno', words.slice(1), ['-c', '--config']) : null),
  bun: (words) =>
    sourceFile('bun', words[0] === 'run' ? words.slice(1) : words, [
      '--cwd',
      '-c',
      '--config',
      '-r',
      '--preload',
    ]),
  sh: shell,
  bash: shell,
  dash: shell,
  ash: shell,
  zsh: shell,
  source: sourced,
  '.': sourced,
  ruby: runner([''], ['-I', '-r', '-C'], ['-e', '-S']),
  perl: runner([''], ['-I', '-M'], ['-e', '-E', '-n', '-p', '-pe', '-ne', '-pi']),
  php: runner([''], ['-d', '-c', '-z'], ['-r', '-S', '-m', '-i', '-v', '-l']),
  Rscript: runner([''], [], ['-e']),
  go: goRun,
  gunicorn: pythonServer,
  uvicorn: pythonServer,
  hypercorn: pythonServer,
  daphne: pythonServer,
  granian: pythonServer,
  celery: (words) => pythonModule(valueOf(words, '-A', '--app'), ['celery', '-A'], true),
  streamlit: (words, program) => (words[0] === 'run' ? sourceFile(program, words.slice(1), []) : null),
  fastapi: (words, program) =>
    /^(?:run|dev)$/.test(words[0] ?? '') ? sourceFile(program, words.slice(1), []) : null,
  bundle: (words) => (words[0] === 'exec' ? programFile(words.slice(1)) : null),
  poetry: (words) => (words[0] === 'run' ? programFile(words.slice(1)) : null),
  pipenv: (words) => (words[0] === 'run' ? programFile(words.slice(1)) : null),
  pdm: (words) => (words[0] === 'run' ? programFile(words.slice(1)) : null),
  uv: (words) => (words[0] === 'run' ? programFile(words.slice(1)) : null),
};

/** A program that runs the first plain word, after options, as a file. */
function runner(
  endings: readonly string[],
  valued: readonly string[],
  stops: readonly string[],
  verbs: readonly string[] = [],
): Finder {
  return (words, program) => {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (stops.includes(word.split('=', 1)[0] ?? '')) return null;
      if (valued.includes(word)) at += 1;
      else if (!word.startsWith('-') && !verbs.includes(word)) return named(word, endings, [program]);
    }
    return null;
  };
}

const sourceEnding = /\.(?:[cm]?[jt]sx?|py)$/;

/** As above for programs whose plain words may also be names of tasks. */
function sourceFile(
  program: string,
  words: readonly string[],
  valued: readonly string[],
): ProgramFile | null {
  const found = runner([''], valued, ['-e', '--eval'])(words, program);

  if (!found || !sourceEnding.test(found.written)) return null;
  const verb = program === 'bun' ? [] : ['run'];
  return { ...found, argv: [program, ...verb, found.written] };
}

function named(written: string, endings: readonly string[], before: readonly string[]): ProgramFile | null {
  if (!isPlain(written)) return null;
  const path = written.replace(/\/+$/, '');
  const known = /\.[A-Za-z]\w{0,4}$/.test(path) && !/\.(?:service|module|worker|server)$/.test(path);
  const candidates = (known ? [''] : endings).map((ending) => path + ending);
  return { written, candidates, argv: [...before, written] };
}

/** A path and nothing but: no variable, pattern, address or placeholder. */
function isPlain(word: string): boolean {
  return /^[\w@.~+/-][\w@.+/-]*$/.test(word) && !word.startsWith('~') && !/^[./]+$/.test(word);
}

function shell(words: readonly string[]): ProgramFile | null {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^-[a-z]*[cs]$/.test(word)) return null;
    // `-o pipefail`, `-euo pipefail`
    if (/^[-+][A-Za-z]*[oO]$/.test(word)) at += 1;
    else if (!/^[-+]/.test(word)) return named(word, [''], ['sh']);
  }
  return null;
}

function python(words: readonly string[]): ProgramFile | null {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-m') {
      const rest = words.slice(at + 1);
      return Object.hasOwn(finders, rest[0] ?? '')
        ? programFile(rest)
        : pythonModule(rest[0], ['python', '-m']);
    }
    if (word === '-c' || word === '-') return null;
    if (word === '-X' || word === '-W') at += 1;
    else if (!word.startsWith('-')) return named(word, [''], ['python']);
  }
  return null;
}

/** `gunicorn -b :80 app.wsgi:application`: the word that is a module and a name in it. */
function pythonServer(words: readonly string[], program: string): ProgramFile | null {
  const target = words.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?$/.test(word));
  const folder = valueOf(words, '--chdir', '--app-dir');
  const inFolder = folder === undefined ? [] : ['--chdir', folder];
  const found = pythonModule(target, [program, ...inFolder]);
  if (!found || folder === undefined) return found;
  if (!isPlain(folder)) return null;
  return { ...found, candidates: found.candidates.map((path) => `${folder}/${path}`) };
}

/** Files that a dotted name can mean; with `attribute`, its last part may be a name inside of one. */
function pythonModule(
  target: string | undefined,
  before: readonly string[],
  attribute = false,
): ProgramFile | null {
  const dotted = target?.split(':', 1)[0] ?? '';
  if (target === undefined || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(dotted)) return null;
  const path = dotted.replaceAll('.', '/');
  const outer = attribute && path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : [];
  const files = [path, ...outer].flatMap((file) => [
    `${file}.py`,
    `${file}/__init__.py`,
    `${file}/__main__.py`,
  ]);
  const candidates = [...files, ...files.map((file) => `src/${file}`)];
  return { written: target, candidates, argv: [...before, target] };
}

/** Variables that a shell takes in (`. ./.env`) are configuration, no program. */
function sourced(words: readonly string[]): ProgramFile | null {
  const [word = ''] = words;
  return /(?:^|\/)\.?env(?:\.[\w.-]+)?$|\.env$/.test(word) ? null : named(word, [''], ['.']);
}

function goRun(words: readonly string[]): ProgramFile | null {
  if (words[0] !== 'run') return null;
  const found = runner([''], ['-tags', '-ldflags', '-exec', '-C', '-mod'], ['-C'])(words.slice(1), 'go');
  const local = found && (/^\.{1,2}\/./.test(found.written) || found.written.endsWith('.go'));
  return local ? { ...found, argv: ['go', 'run', found.written] } : null;
}

function valueOf(words: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [at, word] of words.entries()) {
    if (names.includes(word)) return words[at + 1];
    const name = names.find((option) => word.startsWith(`${option}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
