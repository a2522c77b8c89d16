import { isTestPath } from '../formats/code-paths.ts';
import type { Declaration, Read } from './facts.ts';
import { schemaRead } from './schema-reads.ts';
import type { Located, System } from './system.ts';

/** Formats whose reads are made by running code (or by what fills a template in before it runs). */
const codeFormats = new Set([
  'java',
  'kotlin',
  'csharp',
  'php',
  'spring-config',
  'hocon',
  'symfony-config',
  'javascript',
  'python',
  'go',
  'shell',
  'ruby',
  'ruby-template',
  'rust',
  'elixir',
  'plain-code',
  'config-template',
  'proxy',
]);

/** Folders of things that people and pipelines run by hand: they have their own ways to set variables. */
const tooling =
  /(?:^|\/)(?:\.github|\.circleci|\.gitlab|\.devcontainer|\.husky|scripts?|tools?|tooling|hack|ci|build|dev|contrib|docs?|website|bin|misc|ops|infra|deploy|release|migrations?-tools)\//i;

export function isToolingPath(path: string): boolean {
  return tooling.test(path);
}

interface Index {
  readonly reads: ReadonlyMap<string, readonly Located<Read>[]>;
  readonly declarations: ReadonlyMap<string, readonly Located<Declaration>[]>;
}

const cache = new WeakMap<System, Index>();

/** Names that code reads or that its schemas ask for, tests and examples left out, with the reads. */
export function codeReads(system: System): ReadonlyMap<string, readonly Located<Read>[]> {
  return indexOf(system).reads;
}

/** All declarations of a name outside of tests and examples, `KEY=` in an example env file included. */
export function declarationsOf(system: System, name: string): readonly Located<Declaration>[] {
  return indexOf(system).declarations.get(name) ?? [];
}

/** Names with any declaration. */
export function declaredNames(system: System): Iterable<string> {
  return indexOf(system).declarations.keys();
}

/** Declarations that give the variable a value when something runs. */
export function suppliesOf(system: System, name: string): readonly Located<Declaration>[] {
  return declarationsOf(system, name).filter(({ role, phase }) => role === 'supplied' && phase === 'run');
}

function indexOf(system: System): Index {
  const known = cache.get(system);
  if (known) return known;
  const reads = new Map<string, Located<Read>[]>();
  for (const read of system.facts('read')) {
    const format = system.files.get(read.file)?.format ?? '';
    if (!codeFormats.has(format) || read.strength === 'prefix' || isTestPath(read.file)) continue;
    add(reads, read.name, read);
  }
  const declarations = new Map<string, Located<Declaration>[]>();
  for (const declaration of system.facts('declaration')) {
    if (isTestPath(declaration.file)) continue;
    add(declarations, declaration.name, declaration);
    const read = schemaRead(declaration);
    if (read) add(reads, read.name, read);
  }
  const index = { reads, declarations };
  cache.set(system, index);
  return index;
}

function add<T>(map: Map<string, T[]>, name: string, value: T): void {
  const known = map.get(name);
  if (known) known.push(value);
  else map.set(name, [value]);
}

/** The read that relies most on the variable being there. */
export function strongest(reads: readonly Located<Read>[]): Located<Read> | undefined {
  const order = ['required', 'guarded', 'defaulted', 'prefix'];
  return reads.toSorted((a, b) => order.indexOf(a.strength) - order.indexOf(b.strength))[0];
}
