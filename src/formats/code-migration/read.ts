import type { Fact, Migration } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Lines } from '../lines.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Step } from '../sql/alter-table.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { afterOf } from './after-of.ts';
import { alembicSteps } from './alembic-steps.ts';
import type { CallSite } from './call-site.ts';
import { callSitesIn } from './call-sites.ts';
import { phpCalls, pythonCalls, rubyCalls, scriptCalls } from './call-syntax.ts';
import type { CallSyntax } from './call-syntax.ts';
import { djangoSteps } from './django-steps.ts';
import { forwardParts } from './forward-parts.ts';
import { laravelSteps } from './laravel-steps.ts';
import { toolOf } from './place.ts';
import type { CodeMigration, Language } from './place.ts';
import { railsSteps } from './rails-steps.ts';
import { scriptSteps } from './script-steps.ts';

const syntaxes: Readonly<Record<Language, CallSyntax>> = {
  ruby: rubyCalls,
  python: pythonCalls,
  php: phpCalls,
  javascript: scriptCalls,
  typescript: scriptCalls,
};

/** The steps forward of a migration that is written in code, as far as they stand there as such. */
export async function readCodeMigration({ path, text }: SourceFile): Promise<Reading> {
  const place = toolOf(path, text);
  if (!place) return { facts: [] };
  return readSyntax(place.language, text, (syntax) => {
    const parts = forwardParts(syntax.root, place.tool);
    const lines = new Lines(text);
    const steps = parts.flatMap((part) => stepsIn(part, syntax, place));
    const after = place.tool === 'alembic' || place.tool === 'django' ? afterOf(place, text) : [];
    const { language: _, ...own } = place;
    const migration: Migration = {
      kind: 'migration',
      ...own,
      ...(after.length > 0 && { after }),
      digest: digestOf(schemaOf(text, place, steps)),
      line: 1,
    };
    const facts: readonly Fact[] = [
      migration,
      ...steps.map(({ at, end: _end, ...step }): Fact => ({
        kind: 'schema-change',
        ...step,
        line: lines.at(at),
      })),
    ];
    return { facts };
  });
}

function stepsIn(
  part: SyntaxNode,
  syntax: Syntax,
  { tool, language, folder }: CodeMigration,
): readonly Step[] {
  const sites = callSitesIn(part, syntax, syntaxes[language]);
  if (tool === 'django') {
    const app = nameOf(folderOf(folder));
    return sites
      .filter(({ around }) => around.length === 0)
      .flatMap((call) => ended(call, djangoSteps({ kind: 'call', call }, app)));
  }
  if (tool === 'rails') return sites.flatMap((site) => ended(site, railsSteps(site)));
  if (tool === 'laravel') return sites.flatMap((site) => ended(site, laravelSteps(site)));
  if (tool === 'alembic') {
    const batches = batchesIn(part.text);
    return sites.flatMap((site) => ended(site, alembicSteps(site, batches)));
  }
  return sites.flatMap((site) => ended(site, scriptSteps(site)));
}

function ended({ at, end }: CallSite, steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => (step.at === at ? { ...step, end } : step));
}

/** `with op.batch_alter_table("users") as batch_op:` */
function batchesIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/op\.batch_alter_table\(\s*["'](\w+)["'][^)]{0,200}\)\s*as\s+(\w+)/g);
  return new Map([...found].map(([, table = '', name = '']) => [name, table]));
}

/** What the schema is in the end: steps in whatever order, and what tables that are made are made of. Rows may be moved in another way. */
function schemaOf(text: string, { tool }: CodeMigration, steps: readonly Step[]): string {
  const told = steps.filter(({ action }) => action !== 'write-rows' && action !== 'empty-table');
  return told
    .map(({ at, end, gentle: _, ...step }) => {
      const isMade = step.action === 'create-table' && end !== undefined;
      const definition = isMade ? text.slice(at, end) : '';
      // What Django calls a field in a form is no matter of the database.
      const words =
        tool === 'django'
          ? [...definition.matchAll(/\(\s*["'](\w+)["'],\s*(\w+\.\w+)\(/g)]
              .map(([, name, type]) => `${name} ${type}`)
              .join(' ')
          : definition.replace(/(?:#|\/\/)[^\n]*/g, '').replace(/\s+/g, '');
      return JSON.stringify([step, words]);
    })
    .toSorted()
    .join('\n');
}
