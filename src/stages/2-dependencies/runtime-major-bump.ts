import { list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { runtimeSteps } from '../../system/runtime-steps.ts';
import type { RuntimeStep } from '../../system/runtime-steps.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { runtimeTitle } from './runtime-titles.ts';

/** A language runtime, or the system that images are built on, goes to another release line. */
export const runtimeMajorBump: ChangeRule = {
  kind: 'change',
  id: 'runtime-major-bump',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A runtime or the system below it went to another release line',
  assumption: 'Assumes that code, native modules and packages of the system work on the new release line.',
  verify: 'Read the upgrade notes of the runtime, build everything anew on it, and run all tests.',
  explanation: `Compares what images, tool files, manifests and CI of both sides say about a runtime, file by file: another major
version of Node.js, Java or .NET, another minor version of Python, Ruby, PHP, Go and Rust. Of a range, the lowest version
counts. Of images also the release of Debian, Ubuntu or Alpine that the tag names, and a change between Alpine (musl) and the
others (glibc). All places that take the same step are one finding.

It stays silent for patch releases, for a CI matrix that keeps a version of before, for tags that name no version, and for
examples, tests and development containers.

Severity: high where an image brings the new line, medium for tool files and manifests, low for CI alone; info for Go and
Rust, which promise that old code keeps working. For the system below: medium, and low for another release of Alpine.`,
  check: (change) =>
    groupBy(runtimeSteps(change), ({ runtime, from, to }) => [runtime, from, to].join('\0')).map(problemOf),
};

const rank: readonly RuntimeStep['source'][] = ['image', 'tool-file', 'manifest', 'ci'];

function problemOf(steps: readonly [RuntimeStep, ...RuntimeStep[]]): Problem {
  const sorted = steps.toSorted((a, b) => rank.indexOf(a.source) - rank.indexOf(b.source));
  const [first, ...others] = sorted as [RuntimeStep, ...RuntimeStep[]];
  const { runtime, from, to } = first;
  return {
    subject: runtime,
    identity: [runtime, from, to],
    severity: severityOf(first),
    confidence: 'certain',
    ...wordsOf(first, sorted),
    at: first.head,
    atBase: first.base,
    related: others.slice(0, 10).map(({ head }) => ({
      ...head,
      side: 'head' as const,
      note: ['takes the same step'],
    })),
  };
}

function severityOf({ runtime, source }: RuntimeStep): Severity {
  if (runtime === 'go' || runtime === 'rust') return 'info';
  if (runtime === 'Alpine') return 'low';
  if (['Debian', 'Ubuntu', 'libc'].includes(runtime)) return 'medium';
  return source === 'image' ? 'high' : source === 'ci' ? 'low' : 'medium';
}

type Words = Pick<Problem, 'title' | 'assumption' | 'verify' | 'detail'>;

function wordsOf({ runtime, from, to, up }: RuntimeStep, all: readonly RuntimeStep[]): Words {
  const places: Text = list([...new Set(all.map(({ head }) => head.path))], 3);
  const name: Text = [runtimeTitle(runtime)];
  if (runtime === 'libc') {
    const [old, now] = [from, to].map((family) => [family]);
    return {
      title: text`The system below goes from ${old ?? []} to ${now ?? []} in ${places}`,
      assumption: text`Assumes that everything built for ${[libcOf(from)]} also runs on ${[libcOf(to)]}.`,
      detail: [
        'Native modules and downloaded programs are built for one C library; shells and package names differ, too.',
      ],
      verify: [
        'Build the image from nothing, start it, and go through every native module and program that it calls.',
      ],
    };
  }
  const isSystem = ['Debian', 'Ubuntu', 'Alpine'].includes(runtime);
  return {
    title: text`${name} goes ${[up ? '' : 'back ']}from ${[from]} to ${[to]} in ${places}`,
    assumption: isSystem
      ? text`Assumes that the packages and libraries which the image uses are alike in ${name} ${[from]} and ${[to]}.`
      : text`Assumes that code and native modules made for ${name} ${[from]} work on ${[to]}.`,
    ...(all.length > 1 ? { detail: text`${all.length} places take this step.` } : {}),
    verify: isSystem
      ? text`Build the image from nothing and start it; versions of system packages and of OpenSSL may differ.`
      : text`Read the upgrade notes of ${name} ${[to]}, build everything anew on it, and run all tests.`,
  };
}

function libcOf(family: string): string {
  return family === 'Alpine' ? 'musl (Alpine)' : `glibc (${family})`;
}
