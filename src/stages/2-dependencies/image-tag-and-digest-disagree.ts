import { code, text } from '../../report/text.ts';
import type { Image } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** The tag of an image was changed and its digest was not: the old image still runs. */
export const imageTagAndDigestDisagree: ChangeRule = {
  kind: 'change',
  id: 'image-tag-and-digest-disagree',
  stage: 'dependencies',
  severity: 'high',
  summary: 'The tag of an image went to another version, and its digest stayed',
  assumption: 'Assumes that the tag in the line is the image that runs.',
  verify: 'Ask the registry for the digest of the new tag, and write that.',
  explanation: `Where an image has a tag and a digest, the digest alone decides what runs. It fires when the tag goes to another version and
the digest stays the same: what was meant to be updated is not.

It stays silent when the tag only becomes more or less exact (\`20\` to \`20.11.1\`), for tags without a version, and when the digest moves
under the same tag, which is how a rebuilt image is taken in.`,
  check: (change) => {
    const stale = change.files.flatMap(({ path, from }) => staleIn(change, path, from ?? path));
    return groupBy(stale, ({ before, after }) => [after.repository, before.tag, after.tag].join('\0')).map(
      problemOf,
    );
  },
};

interface Stale {
  readonly before: Located<Image>;
  readonly after: Located<Image>;
}

function staleIn({ base, head }: Change, path: string, old: string): readonly Stale[] {
  const before = pinnedIn(base, old);
  return pinnedIn(head, path).flatMap((after) => {
    const same = before.filter(
      (each) => each.repository === after.repository && each.digest === after.digest,
    );
    const [first] = same;
    return first && same.every((each) => isOtherVersion(each.tag, after.tag))
      ? [{ before: first, after }]
      : [];
  });
}

function pinnedIn(system: System, path: string): readonly Located<Image>[] {
  return system
    .facts('image')
    .filter(
      ({ file, variable, digest, tag }) => file === path && !variable && digest !== null && tag !== null,
    );
}

/** Neither is the other with a part more. */
function isOtherVersion(before: string | null, after: string | null): boolean {
  const [old, now] = [before, after].map((tag) => /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]?.split('.'));
  if (!old || !now) return false;
  return old.slice(0, now.length).some((part, at) => part !== now[at]);
}

function problemOf(group: readonly [Stale, ...Stale[]]): Problem {
  const [{ before, after }] = group;
  const name = code(after.repository);
  return {
    subject: after.repository,
    identity: [
      after.repository,
      after.tag ?? '',
      ...new Set(group.map((each) => each.after.file).toSorted()),
    ],
    confidence: 'certain',
    title: text`The tag of ${name} goes from ${code(before.tag ?? '')} to ${code(after.tag ?? '')}, and its digest stays`,
    assumption: text`Assumes that ${name} ${code(after.tag ?? '')} runs, where the digest is still that of ${code(before.tag ?? '')}.`,
    detail: text`The digest decides what runs; the tag beside it is a comment.`,
    verify: text`Compare with the digest that ${code(`docker buildx imagetools inspect ${after.repository}:${after.tag}`)} shows.`,
    at: placeOf(after),
    atBase: placeOf(before),
    related: group.slice(1, 6).map((each) => ({ ...placeOf(each.after), side: 'head', note: ['here too'] })),
  };
}
