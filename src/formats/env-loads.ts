import type { EnvLoad } from '../system/env-load-facts.ts';
import type { EnvLoader } from './dotenv/loaders.ts';
import { Lines } from './lines.ts';
import { nameOf } from './paths.ts';
import type { ShellCommand } from './shell-commands.ts';

/** Env files that a command loads: `docker run --env-file x`, `docker compose --env-file x`, `node --env-file=x`. */
export function envLoadsOf({ words, directory }: ShellCommand): readonly Omit<EnvLoad, 'line'>[] {
  const loader = loaderOf(words.slice(0, 3).map(({ text }) => text));
  if (!loader) return [];
  return words.flatMap((word, index): readonly Omit<EnvLoad, 'line'>[] => {
    const [, same] = /^--env-file(?:-if-exists)?(?:=(.+))?$/.exec(word.text) ?? [];
    const isOption = /^--env-file(?:-if-exists)?(?:=|$)/.test(word.text);
    const value = same === undefined ? words[index + 1] : { ...word, text: same };
    if (!isOption || !value || value.variable || value.text === '') return [];
    return [{ kind: 'env-load', loader, path: value.text, directory }];
  });
}

function loaderOf([program = '', first, second]: readonly string[]): EnvLoader | undefined {
  const name = nameOf(program);
  if (name === 'node' || name === 'tsx') return 'node';
  if (name === 'docker-compose') return 'compose';
  if (name !== 'docker' && name !== 'podman' && name !== 'nerdctl') return undefined;
  if (first === 'compose') return 'compose';
  const verb = first === 'container' ? second : first;
  return verb === 'run' || verb === 'create' ? 'docker' : undefined;
}

const calls: readonly { readonly loader: EnvLoader; readonly pattern: RegExp }[] = [
  { loader: 'dotenv', pattern: /['"]dotenv\/config['"]()/g },
  {
    loader: 'dotenv',
    pattern: /\bdotenv\.config\((?:\s{0,20}\{\s{0,20}path:\s{0,20}['"`]([^'"`$\n]{1,200})['"`])?/g,
  },
  {
    loader: 'python-dotenv',
    pattern: /\bload_dotenv\((?:\s{0,20}(?:dotenv_path\s?=\s?)?['"]([^'"\n]{1,200})['"])?/g,
  },
  { loader: 'python-dotenv', pattern: /\benv_file\s{0,5}=\s{0,5}['"]([^'"\n]{1,200})['"]/g },
];

/** Env files that code loads with the libraries `dotenv` and `python-dotenv`; `.env` where it names none. */
export function codeEnvLoads(text: string, language: 'javascript' | 'python'): readonly EnvLoad[] {
  if (!/dotenv|env_file/.test(text)) return [];
  const lines = new Lines(text);
  const own = calls.filter(({ loader }) => (loader === 'dotenv') === (language === 'javascript'));
  return own.flatMap(({ loader, pattern }) =>
    [...text.matchAll(pattern)].map((match): EnvLoad => {
      const path = match[1] === undefined || match[1] === '' ? '.env' : match[1];
      return { kind: 'env-load', loader, path, directory: null, line: lines.at(match.index) };
    }),
  );
}
