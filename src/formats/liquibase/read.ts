import type { Dialect, Fact } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { folderOf } from '../paths.ts';
import type { Element } from '../xml.ts';
import { changeSetsOf } from './change-sets.ts';
import { liquibaseSteps } from './steps.ts';

/** Each change set is a migration of its own: Liquibase runs it once, whatever else joins the file. */
export function readLiquibase({ path, text }: SourceFile): Reading {
  const facts = changeSetsOf(path, text).flatMap((changeSet): readonly Fact[] => {
    const { attributes, children, line } = changeSet;
    const version = `${attributes.get('id') ?? ''} by ${attributes.get('author') ?? ''}`;
    const changes = children.filter(({ name }) => !aside.has(name));
    const dialect = dialectOf(attributes.get('dbms'));
    const repeats = attributes.get('runOnChange') === 'true' || attributes.get('runAlways') === 'true';
    // Those who allow other checksums know that the text changed.
    const isFree =
      repeats || children.some(({ name }) => name === 'validCheckSum') || attributes.has('validCheckSum');
    return [
      {
        kind: 'migration',
        tool: 'liquibase',
        folder: folderOf(path),
        version,
        ...(isFree && { repeatable: true }),
        ...(dialect && { dialect }),
        digest: digestOf(changes.map(wordsOf).join('\n')),
        line,
      },
      ...changes
        .flatMap(liquibaseSteps)
        .map((step): Fact => ({ kind: 'schema-change', of: version, ...step })),
    ];
  });
  return { facts };
}

/** Parts of a change set that are no change. */
const aside = new Set([
  'comment',
  'rollback',
  'preConditions',
  'validCheckSum',
  'modifySql',
  'property',
  'include',
]);

function wordsOf({ name, attributes, children, text }: Element): string {
  const given = [...attributes].map(([key, value]) => `${key}=${value}`).sort();
  return `<${name} ${given.join(' ')}>${text.replace(/\s+/g, ' ')}${children.map(wordsOf).join('')}</>`;
}

function dialectOf(dbms: string | undefined): Dialect | undefined {
  return (['postgresql', 'mysql', 'sqlite'] as const).find((each) => dbms === each);
}
