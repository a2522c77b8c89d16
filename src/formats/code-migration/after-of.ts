import { folderOf, nameOf } from '../paths.ts';
import type { CodeMigration } from './place.ts';

/** Those that Alembic and Django say a migration comes after; of Django those of its own application. */
export function afterOf({ tool, folder }: CodeMigration, text: string): readonly string[] {
  if (tool === 'alembic') {
    const given = /^down_revision\b[^=\n]*=[ \t]*(\([^()]*\)|[^\n]*)/m.exec(text)?.[1] ?? '';
    return [...given.matchAll(/["']([^"']+)["']/g)].flatMap(([, id]) => id ?? []);
  }
  const app = nameOf(folderOf(folder));
  const given = /^\s*dependencies\s*=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? '';
  const pairs = [...given.matchAll(/\(\s*["'](\w+)["']\s*,\s*["'](\w+)["']/g)];
  return pairs.flatMap(([, of, name]) => (of === app && name !== undefined ? [name] : []));
}
