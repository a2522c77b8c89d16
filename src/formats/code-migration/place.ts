import type { MigrationTool } from '../../system/facts.ts';
import { folderOf, nameOf } from '../paths.ts';

export type Language = 'ruby' | 'python' | 'php' | 'javascript' | 'typescript';

/** What the place and the text of a file of code say about it as a migration. */
export interface CodeMigration {
  readonly tool: MigrationTool;
  readonly language: Language;
  readonly folder: string;
  readonly version: string;
}

const paths: readonly (readonly [RegExp, Language])[] = [
  [/(?:^|\/)db\/(?:\w+_)?migrate\/\d+_\w+\.rb$/, 'ruby'],
  [/(?:^|\/)(?:migrations|versions)\/(?!__init__)[\w-]+\.py$/, 'python'],
  [/(?:^|\/)[Mm]igrations\/(?:[\w-]+\/)*\d{4}_\d{2}_\d{2}_\d+_\w+\.php$/, 'php'],
  [/(?:^|\/)[\w.-]*migrations?\/(?:[\w-]+\/)*\d+[\w.-]*\.[cm]?js$/, 'javascript'],
  [/(?:^|\/)[\w.-]*migrations?\/(?:[\w-]+\/)*\d+[\w.-]*\.[cm]?ts$/, 'typescript'],
];

/** By path alone. */
export function mayBeCodeMigration(path: string): boolean {
  return paths.some(([pattern]) => pattern.test(path));
}

const tools: readonly (readonly [Language, MigrationTool, RegExp])[] = [
  ['ruby', 'rails', /\bclass \w+ < ActiveRecord::Migration\b/],
  ['python', 'alembic', /^down_revision\b/m],
  ['python', 'django', /^class Migration\((?:\w+\.)*Migration\)/m],
  ['php', 'laravel', /\bextends Migration\b/],
  ['javascript', 'typeorm', /\bqueryRunner\b/],
  ['typescript', 'typeorm', /\bqueryRunner\b/],
  ['javascript', 'sequelize', /\bqueryInterface\b/i],
  ['typescript', 'sequelize', /\bqueryInterface\b/i],
  ['javascript', 'knex', /\bknex\b/i],
  ['typescript', 'knex', /\bknex\b/i],
];

/** The tool by what only its migrations have; undefined for other code. */
export function toolOf(path: string, text: string): CodeMigration | undefined {
  const language = paths.find(([pattern]) => pattern.test(path))?.[1];
  const tool = tools.find(([of, , sign]) => of === language && sign.test(text))?.[1];
  if (!language || !tool) return undefined;
  const name = nameOf(path).replace(/\.\w+$/, '');
  const number = /^(?:\d{4}_\d{2}_\d{2}_\d+|\d+)/.exec(name)?.[0];
  // Rails keeps numbers, Alembic ids of its own, the others names.
  const version =
    tool === 'rails'
      ? (number ?? name)
      : tool === 'alembic'
        ? (/^revision\b[^=\n]*=\s*["']([^"']+)["']/m.exec(text)?.[1] ?? name)
        : name;
  return { tool, language, folder: folderOf(path), version };
}
