import { imagesOf } from './image-stages.ts';
import type { System } from './system.ts';

/** By the endings of their files: languages that need an interpreter or a compiler of their own in the image. */
const byEnding: readonly (readonly [RegExp, string])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i, 'javascript'],
  [/\.py$/i, 'python'],
  [/\.go$/i, 'go'],
  [/\.rb$/i, 'ruby'],
  [/\.php$/i, 'php'],
  [/\.rs$/i, 'rust'],
  [/\.(?:java|kt|kts|scala|groovy)$/i, 'jvm'],
  [/\.cs$/i, 'dotnet'],
  [/\.exs?$/i, 'elixir'],
];

/** By the names of base images, whatever registry they come from. */
const byImage: readonly (readonly [RegExp, string])[] = [
  [/node|bun|deno|playwright|turbo|pnpm|yarn/, 'javascript'],
  [/python|uv$|poetry|conda|pytorch|jupyter/, 'python'],
  [/golang|(?:^|\/)go$/, 'go'],
  [/ruby|rails/, 'ruby'],
  [/php|composer|frankenphp/, 'php'],
  [/rust|cargo/, 'rust'],
  [/jdk|jre|java|temurin|corretto|maven|gradle|zulu|graalvm|tomcat|jetty/, 'jvm'],
  [/dotnet/, 'dotnet'],
  [/elixir|erlang/, 'elixir'],
];

const cache = new WeakMap<System, Map<string, ReadonlySet<string>>>();

/**
 * Whether the image of a Dockerfile may run a file: false only when its base images are those of languages, and none is
 * that of the file. A service in Go that is built from the root of the repository holds the scripts of its neighbours,
 * and runs none of them.
 */
export function mayRun(system: System, dockerfile: string, path: string): boolean {
  const language = byEnding.find(([pattern]) => pattern.test(path))?.[1];
  if (language === undefined) return true;
  const known = languagesOf(system, dockerfile);
  return known.size === 0 || known.has(language);
}

function languagesOf(system: System, dockerfile: string): ReadonlySet<string> {
  const files = cache.get(system) ?? new Map<string, ReadonlySet<string>>();
  cache.set(system, files);
  const known = files.get(dockerfile);
  if (known) return known;
  const languages = new Set(
    imagesOf(system, dockerfile).flatMap(({ repository, variable }) =>
      // What a variable names may be any of them.
      variable
        ? byImage.map(([, language]) => language)
        : byImage.flatMap(([pattern, language]) =>
            pattern.test(repository.toLowerCase()) ? [language] : [],
          ),
    ),
  );
  files.set(dockerfile, languages);
  return languages;
}
