import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Override } from '../../system/facts.ts';
import { byLine, Keys, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';

/** A directive with its words; blocks are taken apart. */
interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

/**
 * `require` names the lowest version that will do, and what is written is what is built: the file is manifest and
 * lockfile in one. Since Go 1.17 it lists what comes along too, as `// indirect`.
 */
export function readGoMod(file: SourceFile): Reading {
  const directives = directivesOf(lockText(file));
  if (directives.length === 0) throw new Unreadable('unparsable', 'There is no directive');
  const replaced = new Map(directives.map(replacementOf).filter((each) => each !== null));
  const keys = new Keys();
  const facts: Fact[] = [];
  for (const { verb, words, comment, line } of directives) {
    const [name = '', version = ''] = words;
    if (verb === 'module')
      facts.push({ kind: 'manifest', ecosystem: 'go', name, version: null, workspaces: [], line });
    if (verb === 'go' || verb === 'toolchain') {
      const runtime = name.replace(/^go/, '');
      if (/^\d/.test(runtime)) facts.push(runtimeFact('go', `>=${runtime}`, line, 'manifest'));
    }
    if (verb === 'replace') facts.push(...overrideOf(words, line));
    if (verb !== 'require') continue;
    const key = keys.of(name);
    const direct = !/^indirect\b/.test(comment);
    const other = replaced.get(`${name} ${version}`) ?? replaced.get(name);
    if (direct)
      facts.push(
        requirementFact('go', {
          name,
          specifier: other ? `${version} => ${other.written}` : version,
          importer: '',
          resolved: key,
          line,
        }),
      );
    facts.push(
      lockedPackage('go', {
        name: other?.fork ?? name,
        version: other?.version ?? version,
        key,
        direct,
        source: other?.source ?? unnamedRegistry,
        line: other?.fork === undefined ? line : other.line,
        ...(other?.fork === undefined ? {} : { replaces: `${name}@${version}` }),
      }),
    );
  }
  return {
    facts: [
      lockfileFact({ ecosystem: 'go', manager: 'go', version: '1', importers: [''] }),
      ...byLine(facts),
    ],
  };
}

interface Replacement {
  /** another version of the module itself, or one of the fork */
  readonly version?: string;
  /** the module that is built instead */
  readonly fork?: string;
  /** as behind the arrow */
  readonly written: string;
  /** which proxy serves a module is a matter of the environment */
  readonly source: PackageSource;
  readonly line: number;
}

/** `replace a v1 => b v2`, `replace a => ../folder`, by what is replaced. */
function replacementOf({ verb, words, line }: Directive): readonly [string, Replacement] | null {
  const arrow = words.indexOf('=>');
  if (verb !== 'replace' || arrow === -1) return null;
  const [target = '', version] = words.slice(arrow + 1);
  const replaced = words.slice(0, arrow).join(' ');
  const written = words.slice(arrow + 1).join(' ');
  if (version === undefined)
    return [replaced, { written, source: { type: 'path', host: null, location: target }, line }];
  const fork = words[0] === target ? {} : { fork: target };
  return [replaced, { written, version, ...fork, source: unnamedRegistry, line }];
}

function overrideOf(words: readonly string[], line: number): readonly Override[] {
  const arrow = words.indexOf('=>');
  const [name = ''] = words;
  if (arrow === -1) return [];
  const selector = words.slice(0, arrow).join(' ');
  return [
    { kind: 'override', ecosystem: 'go', selector, name, specifier: words.slice(arrow + 1).join(' '), line },
  ];
}

const verbs: ReadonlySet<string> = new Set([
  'module',
  'go',
  'toolchain',
  'require',
  'replace',
  'exclude',
  'retract',
  'tool',
  'ignore',
  'godebug',
]);

function directivesOf(text: string): readonly Directive[] {
  const found: Directive[] = [];
  let block: string | null = null;
  text.split('\n').forEach((whole, index) => {
    const [, code = '', comment = ''] = /^((?:(?!\/\/).)*)(?:\/\/\s*(.*))?$/s.exec(whole.trim()) ?? [];
    const words = wordsOf(code);
    const [first = '', second] = words;
    if (first === '') return;
    if (first === ')' && block !== null) {
      block = null;
      return;
    }
    if (block === null && !verbs.has(first))
      throw new Unreadable('unparsable', `Line ${index + 1} is no directive`);
    if (block === null && second === '(') {
      block = first;
      return;
    }
    found.push({
      verb: block ?? first,
      words: block === null ? words.slice(1) : words,
      comment,
      line: index + 1,
    });
  });
  if (block !== null) throw new Unreadable('unparsable', 'A block is not closed: the file is cut off');
  return found;
}

function wordsOf(code: string): readonly string[] {
  return code.split(/\s+/).flatMap((word) => (word === '' ? [] : word.replace(/^(["`])(.*)\1$/, '$2')));
}
