import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf, joinPath } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { isPipelineCompose } from '../../system/compose-host.ts';
import { composeSets } from '../../system/compose-project.ts';
import type { Declaration, Read } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { breaksStart } from './breaks-start.ts';
import type { Problem } from '../rule.ts';

/**
 * Variables that went from the tracked `.env` of a compose project, whose files still fill them in.
 * Where people export them by hand instead, the tracked file would not have named them.
 */
export function lostByCompose(change: Change): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { folder, all } of composeSets(change.head)) {
    const file = joinPath(folder, '.env');
    if (file === null || !change.head.tree.has(file) || !change.base.tree.has(file)) continue;
    for (const gone of goneFrom(change, file)) {
      const reads = filledIn(change.head, gone.name, all);
      const [first] = reads;
      if (!first || found.has(`${file}\0${gone.name}`) || isSetBeside(change.head, gone, folder)) continue;
      found.set(`${file}\0${gone.name}`, problemOf(change.head, gone, [first, ...reads.slice(1)]));
    }
  }
  return [...found.values()];
}

function goneFrom({ base, head }: Change, path: string): readonly Located<Declaration>[] {
  const now = new Set(declaredIn(head, path).map(({ name }) => name));
  return declaredIn(base, path).filter(({ name }) => !now.has(name) && !head.isProvided(name));
}

function declaredIn(system: System, path: string): readonly Located<Declaration>[] {
  return system.facts('declaration').filter(({ file }) => file === path);
}

function filledIn(head: System, name: string, paths: readonly string[]): readonly Located<Read>[] {
  return head
    .facts('read')
    .filter(
      (read) =>
        read.name === name &&
        read.via === 'interpolation' &&
        read.strength !== 'defaulted' &&
        paths.includes(read.file) &&
        !isTestPath(read.file) &&
        !isPipelineCompose(read.file),
    );
}

/** Another env file of the project has it: `--env-file` may name that one. */
function isSetBeside(head: System, { name, file }: Located<Declaration>, folder: string): boolean {
  return head
    .facts('declaration')
    .some(
      (fact) =>
        fact.name === name &&
        fact.file !== file &&
        fact.role === 'supplied' &&
        folderOf(fact.file) === folder &&
        head.files.get(fact.file)?.format === 'dotenv',
    );
}

function problemOf(
  head: System,
  gone: Located<Declaration>,
  reads: readonly [Located<Read>, ...Located<Read>[]],
): Problem {
  const breaking = reads.find((read) => read.strength === 'required' || breaksStart(head, read));
  const read = breaking ?? reads[0];
  const name = code(gone.name);
  return {
    subject: gone.name,
    identity: [gone.file, gone.name],
    severity: breaking ? 'high' : 'medium',
    confidence: breaking ? 'likely' : 'possible',
    title: text`${name} is no longer set in ${code(gone.file)}, and ${code(read.file)} still fills it in`,
    assumption: breaking
      ? text`Assumes ${name} is exported wherever ${code(read.file)} is started`
      : text`Assumes ${name} is exported wherever ${code(read.file)} is started, or may be empty; is it?`,
    detail: text`There is no default: where nobody exports it, compose puts in an empty text, or stops if it is required.`,
    verify: text`Run ${code(`docker compose -f ${read.file} config`)} in a clean clone`,
    at: { path: read.file, line: read.line },
    atBase: { path: gone.file, line: gone.line },
    related: reads
      .filter((other) => other !== read)
      .slice(0, 4)
      .map((other) => ({ path: other.file, line: other.line, side: 'head', note: text`also here` })),
  };
}
