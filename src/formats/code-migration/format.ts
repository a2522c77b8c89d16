import type { Format, Reading, SourceFile } from '../format.ts';
import { mayBeCodeMigration, toolOf } from './place.ts';

/** Migrations in code: Rails, Django, Alembic, Laravel, Sequelize, Knex and TypeORM. */
export const codeMigration: Format = {
  id: 'code-migration',
  title: 'Migration in code',
  stage: 'dependencies',
  matches: mayBeCodeMigration,
  // The path is not known here; what only one tool has is.
  recognises: (text) =>
    /ActiveRecord::Migration\b|^down_revision\b|^class Migration\(|\bextends Migration\b|\bquery(?:Runner|Interface)\b|\bknex\b/im.test(
      text,
    ),
  read: async (file) => {
    const [own, code] = await Promise.all([
      (await import('./read.ts')).readCodeMigration(file),
      readAsCode(file),
    ]);
    const facts = [...own.facts, ...code.facts].sort((a, b) => a.line - b.line);
    return { facts, ...(code.gaps && { gaps: code.gaps }) };
  },
};

/** The variables that the code reads, as in any other file of the language. */
async function readAsCode(file: SourceFile): Promise<Reading> {
  const language = toolOf(file.path, file.text)?.language;
  if (language === 'ruby') return (await import('../ruby/read.ts')).readRuby(file);
  if (language === 'php') return (await import('../php/read.ts')).readPhp(file);
  if (language === 'python') return (await import('../python/read.ts')).readPython(file);
  return (await import('../javascript/read.ts')).readJavascript(file);
}
