import type { ImageBuild } from '../system/facts.ts';
import { hasOption, takeOptions, valuesOf } from './command-options.ts';
import { parseImageReference } from './image-reference.ts';
import { joinPath, nameOf } from './paths.ts';
import type { ShellCommand } from './shell-commands.ts';

const valued =
  '-f --file -t --tag --target --build-arg --build-context --builder --platform --cache-from --cache-to --secret --ssh --label --network --progress -o --output --iidfile --metadata-file --annotation --attest --allow --add-host --ulimit --shm-size -m --memory --isolation --log-level --authfile --format'.split(
    ' ',
  );

/** `docker build -f docker/Dockerfile .` and its kin: what is built from the repository, where the words say it. */
export function imageBuildOf({
  words,
  directory,
}: ShellCommand): Omit<ImageBuild, 'kind' | 'line' | 'unit'> | null {
  const program = nameOf(words[0]?.text ?? '');
  if (!/^(?:docker|podman|nerdctl|buildah)$/.test(program)) return null;
  const verbs = words.slice(1, 4).map(({ text }) => text);
  const length = verbs[0] === 'buildx' || verbs[0] === 'image' ? 2 : 1;
  if (!/^(?:build|bud|b)$/.test(verbs[length - 1] ?? '')) return null;
  const found = takeOptions(words.slice(1 + length), valued);
  // What a variable adds at the end are options: `docker build . $ARGUMENTS`.
  const [stated, ...others] = found.plain;
  const more = others.some(({ variable }) => !variable);
  const file = valuesOf(found, '-f', '--file').at(-1);
  if (!stated || more || stated.text === '-' || stated.text.includes('://') || hasOption(found, '--help'))
    return null;
  const context = stated.variable ? null : joinPath(directory, stated.text);
  if (context === null) return null;
  const dockerfile = file
    ? file.variable
      ? null
      : joinPath(directory, file.text)
    : joinPath(context, 'Dockerfile');
  const target = valuesOf(found, '--target').at(-1);
  if (dockerfile === null) return null;
  const tags = valuesOf(found, '-t', '--tag').flatMap(
    ({ text }) => parseImageReference(text)?.repository ?? [],
  );
  const args = valuesOf(found, '--build-arg').flatMap(
    ({ text }) => /^([A-Za-z_]\w*)(?:=|$)/.exec(text)?.[1] ?? [],
  );
  return {
    context,
    dockerfile,
    ...(target && !target.variable ? { target: target.text } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(args.length > 0 ? { args: [...new Set(args)] } : {}),
  };
}
