import type { ComposeStart } from '../system/facts.ts';
import { takeOptions, valuesOf } from './command-options.ts';
import { joinPath, nameOf } from './paths.ts';
import type { ShellCommand } from './shell-commands.ts';

const valued =
  '-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel'.split(
    ' ',
  );

/** `docker compose -f a.yml -f b.yml up`: files that are started together, where all of them are named plainly. */
export function composeStartOf({
  words,
  directory,
}: ShellCommand): Pick<ComposeStart, 'paths' | 'placed'> | null {
  const program = nameOf(words[0]?.text ?? '');
  const isPlugin = /^(?:docker|podman|nerdctl)$/.test(program) && words[1]?.text === 'compose';
  if (!isPlugin && !/^(?:docker|podman)-compose$/.test(program)) return null;
  // What stands before the verb: `up -f` and `logs -f` are something else.
  const found = takeOptions(words.slice(isPlugin ? 2 : 1), valued, 1);
  if (!/^(?:up|run|start|create|watch)$/.test(found.plain[0]?.text ?? '')) return null;
  if (valuesOf(found, '--project-directory').length > 0) return null;
  const files = valuesOf(found, '-f', '--file');
  const paths = files.map(({ text, variable }) => (variable ? null : joinPath(directory ?? '', text)));
  if (paths.length === 0 || paths.includes(null)) return null;
  const placed = directory === null ? { placed: false as const } : {};
  return { paths: paths.flatMap((path) => path ?? []), ...placed };
}
