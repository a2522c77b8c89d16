import { joinPath } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { cleaned, contextCopies, contextsOf, isInContext } from '../../system/build-contexts.ts';
import type { BuildContexts } from '../../system/build-contexts.ts';
import type { CopySource } from '../../system/facts.ts';
import { isGlob } from '../../system/glob.ts';
import type { Change, Located } from '../../system/system.ts';
import type { ChangeRule, Problem, RelatedPlace } from '../rule.ts';
import { goneRelated, isMadeElsewhere, isThere, whatHappened } from './gone-path.ts';

/** An image build copies a path that the change took out of its context. */
export const dockerCopySourceMissing: ChangeRule = {
  kind: 'change',
  id: 'docker-copy-source-missing',
  stage: 'wiring',
  severity: 'high',
  summary: 'An image build copies a path that is no longer in its build context',
  assumption: 'Assumes that everything a Dockerfile copies is still in the folder it is built from.',
  verify: 'Build the image from a clean clone: the build stops at the COPY line.',
  explanation: `Looks at \`COPY\`, \`ADD\` and bind mounts of \`RUN\` that take a path from the build context. It fires when the
path was in the context at base and is not at head: removed, moved, or newly left out by the \`.dockerignore\` that holds
for the build. The context is what compose files, workflows and \`docker build\` lines say; without any, the Dockerfile's
folder or the root, whichever holds what it copies.

It stays silent for \`COPY --from\`, addresses, paths with variables, paths that were not in the tree at base, build outputs
(\`dist/\`, \`build/\`, \`target/\` and the like), what git ignores at head, what lies behind a submodule or a link, and for a
pattern that matches nothing beside another source that is there.`,
  check: (change): readonly Problem[] => {
    const dockerfiles = new Set(change.head.facts('copy').map(({ file }) => file));
    return [...dockerfiles].flatMap((dockerfile) => missingIn(change, dockerfile));
  },
};

interface Missing {
  readonly copy: Located<CopySource>;
  readonly path: string;
  readonly context: string;
}

function missingIn(change: Change, dockerfile: string): readonly Problem[] {
  const { base, head } = change;
  const copies = contextCopies(head, dockerfile);
  const now = contextsOf(head, dockerfile);
  const before = contextsOf(base, dockerfile);
  const found = new Map<string, Missing>();
  for (const copy of copies) {
    const contexts = now.stated ? now.folders : before.folders;
    const inNone = contexts.every((context) => isInContext(head, context, dockerfile, copy.source) === false);
    const gone = contexts.filter((context) => isGone(change, dockerfile, copy.source, context, before));
    // Which of two folders is the context is not known: the source must be in neither.
    const [context] = now.stated || inNone ? gone : [];
    const path = context === undefined ? null : joinPath(context, cleaned(copy.source));
    if (context === undefined || path === null || isMadeElsewhere(head, path)) continue;
    if (isGlob(copy.source) && hasOtherSource(copy, copies, change, dockerfile, context)) continue;
    if (!found.has(path)) found.set(path, { copy, path, context });
  }
  const [first, ...others] = found.values();
  return first ? [problemOf(change, dockerfile, first, others, before, now.stated && before.stated)] : [];
}

function isGone(
  { base, head }: Change,
  dockerfile: string,
  source: string,
  context: string,
  before: BuildContexts,
): boolean {
  if (isInContext(head, context, dockerfile, source) !== false) return false;
  const earlier = before.folders.includes(context) ? [context] : before.folders;
  return earlier.some((folder) => isInContext(base, folder, dockerfile, source) === true);
}

/** A pattern may match nothing as long as the instruction has another source. */
function hasOtherSource(
  copy: Located<CopySource>,
  copies: readonly Located<CopySource>[],
  { head }: Change,
  dockerfile: string,
  context: string,
): boolean {
  return copies.some(
    (other) =>
      other !== copy &&
      other.line === copy.line &&
      other.target === copy.target &&
      isInContext(head, context, dockerfile, other.source) !== false,
  );
}

/** One problem for a Dockerfile: what goes together is one cause. */
function problemOf(
  change: Change,
  dockerfile: string,
  first: Missing,
  others: readonly Missing[],
  before: BuildContexts,
  sure: boolean,
): Problem {
  const { copy, path, context } = first;
  const all = [first, ...others];
  const folder = context === '' ? '.' : context;
  const atBase = contextCopies(change.base, dockerfile).find(({ source }) => source === copy.source);
  const verb: Text = [others.length === 0 ? 'is' : 'are'];
  return {
    subject: path,
    identity: [dockerfile, ...all.map((missing) => missing.path).sort()],
    confidence: sure ? 'certain' : 'likely',
    title: text`${code(dockerfile)} copies ${list(all.map((missing) => missing.copy.source))}, which ${verb} no longer in its build context`,
    assumption: text`Assumes ${list(all.map((missing) => missing.path))} ${verb} still sent to the builder when ${code(dockerfile)} is built from ${code(folder)}`,
    detail: detailOf(change, first, before),
    verify: text`Run ${code(`docker build -f ${dockerfile} ${folder}`)} in a clean clone; it stops at line ${copy.line}`,
    at: { path: dockerfile, line: copy.line },
    atBase: atBase ? { path: dockerfile, line: atBase.line } : null,
    related: [
      ...others.slice(0, 9).map((other): RelatedPlace => {
        return {
          path: dockerfile,
          line: other.copy.line,
          side: 'head',
          note: text`copies ${code(other.path)}`,
        };
      }),
      ...(isThere(change.base, path) && !isThere(change.head, path) ? goneRelated(change, path) : []),
    ],
  };
}

function detailOf(change: Change, { path, context }: Missing, before: BuildContexts): Text {
  if (isThere(change.head, path))
    return text`${code(path)} is in the repository, but the .dockerignore now leaves it out.`;
  if (before.folders.includes(context)) return whatHappened(change, path);
  return text`The build context was ${code(before.folders[0] || '.')} and is now ${code(context || '.')}.`;
}
