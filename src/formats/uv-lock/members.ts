import type { Requirement } from '../../system/facts.ts';
import { requirementFact } from '../locked-package.ts';
import { groupOfExtra, projectName } from '../python-names.ts';
import { tablesOfField } from '../toml-blocks.ts';
import type { TomlBlock, TomlField } from '../toml-blocks.ts';
import type { UvEntry } from './read.ts';

type Answers = (needed: ReadonlyMap<string, string>) => readonly UvEntry[];

/** What a package of the repository asks for, and which entries answer it. */
export function memberRequirements(own: UvEntry, answers: Answers): readonly Requirement[] {
  const { block, below } = own.entry;
  const specifiers = specifiersOf(below);
  const read = (field: TomlField | undefined, group: Requirement['group']): readonly Requirement[] =>
    tablesOfField(field).flatMap((needed) => {
      const name = projectName(needed.get('name') ?? '');
      // One answer a marker; the rules ask for one.
      const answer = answers(needed)[0];
      return name === '' || field === undefined
        ? []
        : requirementFact('pypi', {
            name,
            specifier: specifiers.get(`${group} ${name}`) ?? specifiers.get(`prod ${name}`) ?? '',
            group,
            importer: own.folder ?? '',
            resolved: answer?.key,
            line: own.line + lineIn(field, needed.get('name') ?? ''),
          });
    });
  const groupsOf = (path: string): readonly (readonly [string, TomlField])[] =>
    (below.get(path) ?? []).flatMap(({ fields }) => [...fields]);
  const all = [
    ...read(block.fields.get('dependencies'), 'prod'),
    ...groupsOf('optional-dependencies').flatMap(([extra, field]) => read(field, groupOfExtra(extra))),
    ...groupsOf('dev-dependencies').flatMap(([, field]) => read(field, 'dev')),
  ];
  const seen = new Set<string>();
  return all.filter(({ name, group }) => {
    const key = `${group} ${name}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** `[package.metadata]` repeats the manifest: `requires-dist` for production and extras, `requires-dev` by group. */
function specifiersOf(below: ReadonlyMap<string, readonly TomlBlock[]>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (field: TomlField | undefined, group: string): void => {
    for (const each of tablesOfField(field)) {
      const key = `${group} ${projectName(each.get('name') ?? '')}`;
      if (!found.has(key)) found.set(key, each.get('specifier') ?? placeIn(each));
    }
  };
  for (const { fields } of below.get('metadata') ?? []) {
    note(fields.get('requires-dist'), 'prod');
    note(fields.get('requires-dist'), 'optional');
  }
  for (const { fields } of below.get('metadata.requires-dev') ?? [])
    for (const field of fields.values()) note(field, 'dev');
  return found;
}

/** Where the manifest says that a package comes from (`[tool.uv.sources]`), in place of a range. */
function placeIn(needed: ReadonlyMap<string, string>): string {
  const git = needed.get('git');
  return needed.get('url') ?? (git === undefined ? '' : `git+${git}`);
}

/** The list starts on the field's line; each item has one of its own where there are several. */
function lineIn({ raw, line }: TomlField, name: string): number {
  const at = raw.indexOf(`"${name}"`);
  return line + (at === -1 ? 0 : raw.slice(0, at).split('\n').length - 1);
}
