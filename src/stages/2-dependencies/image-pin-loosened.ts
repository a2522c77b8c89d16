import { code, text } from '../../report/text.ts';
import { composeSets } from '../../system/compose-project.ts';
import type { Image } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** An image reference names less exactly which image is meant. */
export const imagePinLoosened: ChangeRule = {
  kind: 'change',
  id: 'image-pin-loosened',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'An image lost its digest or went to a tag that moves',
  assumption: 'Assumes that the tag means the same image tomorrow and on every machine.',
  verify:
    'Ask the registry for the digest behind the tag, and ask again after the next release of the image.',
  explanation: `Compares, file by file and unit by unit, references to the same image in compose files, Dockerfiles,
Kubernetes manifests and workflows. It fires when a digest is dropped, when a version gives way to a tag that moves
(\`latest\`, \`stable\`, a branch name, no tag), and when a version loses a part (\`16.2\` to \`16\`). It stays silent for
new units, for another image, for references with variables, and for images that the same service builds itself. The
same step in several places is one finding.

Severity: medium; low where a version only lost a part.`,
  check: (change) => {
    const loosened = change.files.flatMap(({ path, from }) => {
      const before = imagesOf(change.base, from ?? path);
      const now = imagesOf(change.head, path);
      return now.flatMap((after) => {
        const old = counterpart(after, before, now);
        return old && isLooser(old, after) && !isBuiltHere(change.head, after)
          ? [{ before: old, after }]
          : [];
      });
    });
    const alike = ({ before, after }: Loosened): string =>
      [after.repository, before.digest !== null, before.tag, after.tag].join('\0');
    return groupBy(loosened, alike).map(problemOf);
  },
};

interface Loosened {
  readonly before: Located<Image>;
  readonly after: Located<Image>;
}

function imagesOf(system: System, path: string): readonly Located<Image>[] {
  return system.facts('image').filter(({ file, variable }) => file === path && !variable);
}

/** The same unit with the same image; a Dockerfile's stages have numbers that move, so there the only one of that image. */
function counterpart(
  after: Located<Image>,
  before: readonly Located<Image>[],
  now: readonly Located<Image>[],
): Located<Image> | undefined {
  const alike = before.filter(({ repository }) => repository === after.repository);
  if (after.role !== 'base') return alike.find(({ unit }) => unit === after.unit);
  const alone = now.filter(({ repository }) => repository === after.repository).length === 1;
  return (
    alike.find(({ unit }) => unit === after.unit && !/^\d+$/.test(unit)) ??
    (alone && alike.length === 1 ? alike[0] : undefined)
  );
}

function isLooser(before: Image, after: Image): boolean {
  if (before.digest !== null && after.digest === null) return true;
  const [old, now] = [exactness(before), exactness(after)];
  if (after.digest !== null || now >= old) return false;
  if (now === 0) return true;
  // From a commit to a version, or to another numbering, nobody can tell.
  return old !== Infinity && (now === 1 || majorOf(before) === majorOf(after));
}

function majorOf({ tag }: Image): string | undefined {
  return /^v?(\d+)/.exec(tag ?? '')?.[1];
}

function problemOf(group: readonly [Loosened, ...Loosened[]]): Problem {
  const [{ before, after }] = group;
  const lost = before.digest !== null;
  const moving = exactness(after) === 0;
  const name = text`${code(after.repository)}`;
  return {
    subject: after.repository,
    identity: [after.repository, ...new Set(group.map((each) => each.after.file).toSorted())],
    severity: lost || moving ? 'medium' : 'low',
    confidence: 'likely',
    title: lost
      ? text`${name} is no longer pinned by digest`
      : moving
        ? text`${name} goes from ${code(before.tag ?? '')} to a tag that moves`
        : text`${name} goes from ${code(before.tag ?? '')} to the wider ${code(after.tag ?? '')}`,
    assumption: text`Assumes ${code(writtenAs(after))} is the same image tomorrow, and on every machine that already has one of that name`,
    verify: text`Compare the digest that ${code(`docker buildx imagetools inspect ${writtenAs(after)}`)} shows with the one in use`,
    at: placeOf(after),
    atBase: placeOf(before),
    related: group
      .slice(1, 6)
      .filter(({ after: { file, line } }) => file !== after.file || line !== after.line)
      .map((each) => ({ ...placeOf(each.after), side: 'head', note: text`here too` })),
  };
}

function writtenAs({ repository, tag }: Image): string {
  return tag === null ? repository : `${repository}:${tag}`;
}

/** Numbers of the version in the tag; 0 for a tag that moves: a word without any number, or that of a branch. */
function exactness({ tag }: Image): number {
  if (tag === null || !/\d/.test(tag) || /^(?:latest|stable|main|master|edge|nightly|canary)-/i.test(tag))
    return 0;
  const version = /^v?(\d+(?:\.\d+)*)(?=$|[-_+])/.exec(tag)?.[1];
  // A commit, a date, a build number: as exact as a tag can be.
  return version === undefined ? Infinity : version.split('.').length;
}

/** `image:` beside `build:` is the name of what comes out. */
function isBuiltHere(system: System, image: Located<Image>): boolean {
  return composeSets(system).some(({ services }) => {
    const service = services.get(image.unit);
    return service?.image?.file === image.file && service.build !== undefined;
  });
}
