import { folderOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import type { ServiceLiteral } from '../../system/backing-services.ts';
import type { Change, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { dataVersionOf } from './data-formats.ts';

type Where = 'ci' | 'tests' | 'compose' | 'cluster' | 'cloud';

/** A place that says which release line of a backing service runs there. */
interface Voice {
  readonly engine: string;
  readonly line: string;
  readonly where: Where;
  readonly path: string;
  readonly at: number;
}

/** Places that ran one release line of a backing service no longer do. */
export const backingServiceVersionSkew: ChangeRule = {
  kind: 'change',
  id: 'backing-service-version-skew',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A database or broker moved in one place and stayed behind in another',
  assumption: 'Assumes that tests against one release line speak for another.',
  verify:
    'Print the version where each of these runs, and bring them to one release line or write down why not.',
  explanation: `Collects what CI services, compose files, Kubernetes manifests, Terraform (\`engine_version\`, \`database_version\`) and
containers that tests start say about the release line of a database, search engine or broker. It fires when they all
agreed at base, and at head they do not because the change moved some of them.

It stays silent where they were apart before (two services may well have two databases), where only one place names a
version, for compose files of folders side by side, for tags without a version or with a variable, and in examples and documentation.`,
  check: (change) => {
    const [before, after] = [voicesOf(change, 'base'), voicesOf(change, 'head')];
    return groupBy(after, ({ engine }) => engine).flatMap((voices) => {
      const old = before.filter(({ engine }) => engine === voices[0].engine);
      const agreed = new Set(old.map(({ line }) => line));
      const lines = new Set(voices.map(({ line }) => line));
      const [was] = agreed;
      if (agreed.size !== 1 || was === undefined || lines.size < 2 || old.length < 2) return [];
      const moved = voices.filter(({ line, path }) => line !== was && old.some((each) => each.path === path));
      const stayed = voices.filter(
        (voice) =>
          voice.line === was &&
          old.some((each) => each.path === voice.path) &&
          moved.some((each) => isTogether(each, voice)),
      );
      return moved.length === 0 || stayed.length === 0 ? [] : [problemOf(moved, stayed, was)];
    });
  },
};

function voicesOf(change: Change, side: 'base' | 'head'): readonly Voice[] {
  const system = change[side];
  const images = system.facts('image').flatMap((image): readonly Voice[] => {
    const where =
      image.role === 'ci-service' ? 'ci' : image.role === 'run' ? placeIn(system, image.file) : null;
    const version = where && !image.variable && !isAside(image.file) ? dataVersionOf(image) : null;
    return where && version
      ? [{ engine: version.engine, line: version.line, where, path: image.file, at: image.line }]
      : [];
  });
  return [...images, ...(change.services?.[side] ?? []).flatMap(voiceOf)];
}

function placeIn(system: System, path: string): Where | null {
  const format = system.files.get(path)?.format;
  return format === 'compose' ? 'compose' : format === 'kubernetes' ? 'cluster' : null;
}

function voiceOf({ name, version, path, line, where }: ServiceLiteral): readonly Voice[] {
  if (where === 'client') return [];
  const found = dataVersionOf({
    kind: 'image',
    unit: '',
    repository: name,
    tag: version,
    digest: null,
    variable: false,
    role: 'run',
    line,
  });
  return found ? [{ engine: found.engine, line: found.line, where, path, at: line }] : [];
}

/** Compose files of two folders side by side may well be two systems. */
function isTogether(a: Voice, b: Voice): boolean {
  if (a.where !== 'compose' || b.where !== 'compose') return true;
  const [short = '', long = ''] = [folderOf(a.path), folderOf(b.path)].toSorted(
    (x, y) => x.length - y.length,
  );
  return short === '' || short === long || long.startsWith(`${short}/`);
}

const words: Readonly<Record<Where, string>> = {
  ci: 'CI',
  tests: 'tests',
  compose: 'compose',
  cluster: 'the cluster',
  cloud: 'the cloud',
};

function problemOf(moved: readonly Voice[], stayed: readonly Voice[], was: string): Problem {
  const [one, other] = [moved[0], stayed[0]] as [Voice, Voice];
  const engine: Text = [one.engine];
  return {
    subject: one.engine,
    identity: [one.engine, was, one.line, ...new Set(stayed.map(({ path }) => path))],
    severity: 'medium',
    confidence: 'likely',
    title: text`${engine} goes from ${code(was)} to ${code(one.line)} in ${code(one.path)} and stays at ${code(was)} in ${code(other.path)}`,
    assumption: text`Assumes that what ${[words[other.where]]} does on ${engine} ${code(was)} speaks for ${[words[one.where]]} on ${code(one.line)}.`,
    detail: text`At ${code(one.line)}: ${pathsOf(moved)}. At ${code(was)}: ${pathsOf(stayed)}.`,
    verify: text`Bring ${engine} to one release line in all of these, or write down why they may differ.`,
    at: { path: one.path, line: one.at },
    related: stayed.slice(0, 8).map(({ path, at }) => ({
      path,
      line: at,
      side: 'head' as const,
      note: text`stays at ${code(was)}`,
    })),
  };
}

function pathsOf(voices: readonly Voice[]): Text {
  return list([...new Set(voices.map(({ path }) => path))], 4);
}
