import type { ImageReference } from '../image-reference.ts';

/** Official images, and the copies of them that are well known, by the last part of their name. */
const official: Readonly<Record<string, string>> = {
  node: 'node',
  python: 'python',
  pypy: 'python',
  golang: 'go',
  ruby: 'ruby',
  php: 'php',
  rust: 'rust',
  openjdk: 'java',
  'eclipse-temurin': 'java',
  amazoncorretto: 'java',
  'ibm-semeru-runtimes': 'java',
  sapmachine: 'java',
  elixir: 'elixir',
  erlang: 'erlang',
  perl: 'perl',
  swift: 'swift',
};

const publishers =
  /^(?:(?:public\.ecr\.aws\/docker\/|mirror\.gcr\.io\/)?library|bitnami|cimg|circleci|(?:amd64|i386|arm32v[567]|arm64v8|ppc64le|s390x))\//;

/** The language version that an image brings, or null when the reference does not say. */
export function runtimeOf(image: ImageReference): { readonly name: string; readonly version: string } | null {
  if (image.variable && (image.tag === null || image.tag.includes('$') || image.repository.includes('$')))
    return null;
  const tag = image.tag ?? '';
  const special = specialRuntime(image.repository, tag);
  if (special) return special;
  const name = official[image.repository.replace(publishers, '')];
  const version = name === undefined ? undefined : name === 'node' ? nodeVersion(tag) : versionOf(tag, name);
  return name === undefined || version === undefined ? null : { name, version };
}

const numbers = /^v?(\d+(?:\.\d+){0,3}(?:(?:rc|alpha|beta|a|b)\.?\d+)?)(?=$|[-_+.])/;

function versionOf(tag: string, name: string): string | undefined {
  // `8u392-jdk`: the updates of old Java releases
  return name === 'java' ? /^(?:jdk-?)?(\d+(?:\.\d+)*)(?=$|[-_+.u])/.exec(tag)?.[1] : numbers.exec(tag)?.[1];
}

/** https://nodejs.org/en/about/previous-releases */
const codename = /^(argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton)(?=$|-)/;

function nodeVersion(tag: string): string | undefined {
  const name = codename.exec(tag)?.[1];
  if (name !== undefined) return `lts/${name}`;
  return /^lts(?=$|-)/.test(tag) ? 'lts/*' : numbers.exec(tag)?.[1];
}

/** Images whose language stands elsewhere in the reference; groups: language, version. */
function specialRuntime(repository: string, tag: string): { name: string; version: string } | null {
  const found =
    /^gcr\.io\/distroless\/(nodejs|java|python)(\d+)?/.exec(repository) ??
    /^public\.ecr\.aws\/lambda\/(nodejs|python|java|ruby|dotnet):(\d+(?:\.\d+)*)/.exec(
      `${repository}:${tag}`,
    ) ??
    /^mcr\.microsoft\.com\/(dotnet)\/(?:nightly\/)?(?:sdk|aspnet|runtime|runtime-deps|monitor):(\d+(?:\.\d+)*)/.exec(
      `${repository}:${tag}`,
    ) ??
    /^(?:oven\/)?(bun):v?(\d+(?:\.\d+)*)/.exec(`${repository}:${tag}`) ??
    /^denoland\/(deno):(?:[a-z]+-)?v?(\d+(?:\.\d+)*)/.exec(`${repository}:${tag}`) ??
    /^(?:ghcr\.io\/)?(?:astral-sh\/uv|tiangolo\/[\w-]+):(?:[\w.]+-)?(python)(\d+(?:\.\d+)*)/.exec(
      `${repository}:${tag}`,
    ) ??
    javaTool(repository, tag);
  if (!found?.[1] || !found[2]) return null;
  return { name: found[1] === 'nodejs' ? 'node' : found[1] === 'jdk' ? 'java' : found[1], version: found[2] };
}

/** `maven:3.9-eclipse-temurin-21`, `gradle:8-jdk17`, `tomcat:10-jdk17` */
function javaTool(repository: string, tag: string): RegExpExecArray | null {
  if (!/^(?:maven|gradle|tomcat|jetty|sbtscala\/scala-sbt)$/.test(repository)) return null;
  const found = /(?:^|-)(?:jdk|jre|eclipse-temurin|amazoncorretto|openjdk|ibmjava|sapmachine)-?(\d+)/.exec(
    tag,
  );
  return found && Object.assign(found, { 1: 'jdk', 2: found[1] });
}
