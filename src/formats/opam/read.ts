import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Package } from '../../system/facts.ts';
import { byLine, Keys, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { opamLists } from './lists.ts';
import type { OpamItem, OpamLists } from './lists.ts';

/** Told apart by what stands in it: a state of a switch, what a package was locked to, or what it asks for. */
export function readOpam(file: SourceFile): Reading {
  const text = lockText(file);
  if (!/^[a-z-]+\s*:/m.test(text)) return { facts: [lockfile(), ...installList(text)] };
  const lists = opamLists(text);
  if (lists === null)
    throw new Unreadable('unparsable', 'A list or a text is not closed: the file is cut off');
  if (lists.has('installed')) return { facts: [lockfile(), ...switchState(lists)] };
  return {
    facts: nameOf(file.path).endsWith('.locked') ? [lockfile(), ...locked(lists)] : manifest(lists),
  };
}

function lockfile(): Fact {
  return lockfileFact({ ecosystem: 'opam', manager: 'opam', version: '' });
}

/** `name.version` a line. */
function installList(text: string): readonly Package[] {
  const keys = new Keys();
  return text
    .split('\n')
    .flatMap((whole, index) => packageOf(whole.replace(/#.*$/, '').trim(), index + 1, keys, null));
}

/** `opam switch export`: everything that is installed, and which of it was asked for. */
function switchState(lists: OpamLists): readonly Package[] {
  const keys = new Keys();
  const roots = new Set((lists.get('roots') ?? []).map(({ text }) => text));
  return (lists.get('installed') ?? []).flatMap(({ text, line }) =>
    packageOf(text, line, keys, roots.size === 0 ? null : roots.has(text)),
  );
}

function packageOf(text: string, line: number, keys: Keys, direct: boolean | null): readonly Package[] {
  const [, name, version] = /^([A-Za-z0-9_+-]+)\.([^\s"]+)$/.exec(text) ?? [];
  if (name === undefined || version === undefined) return [];
  return [lockedPackage('opam', { name, version, key: keys.of(name), direct, line })];
}

/** `opam lock`: every package that was installed with its one version; addresses of pinned ones apart. */
function locked(lists: OpamLists): readonly Fact[] {
  const keys = new Keys();
  const pins = new Map<string, string>();
  const pinned = lists.get('pin-depends') ?? [];
  // Pairs of a package and an address.
  pinned.forEach(({ text }, at) => {
    if (at % 2 === 0) pins.set(text.replace(/\..*$/, ''), pinned[at + 1]?.text ?? '');
  });
  const packages = (lists.get('depends') ?? []).flatMap((each): readonly Package[] => {
    const version = /=\s*"([^"]+)"/.exec(each.filter)?.[1];
    const pin = pins.get(each.text);
    if (version === undefined) return [];
    return [
      lockedPackage('opam', {
        name: each.text,
        version,
        key: keys.of(each.text),
        dev: groupOf(each) === 'dev',
        source: pin === undefined ? unnamedRegistry : sourceOf(pin),
        line: each.line,
      }),
    ];
  });
  return byLine(packages);
}

function manifest(lists: OpamLists): readonly Fact[] {
  const facts = ['depends', 'depopts'].flatMap((field) =>
    (lists.get(field) ?? []).map((each): Fact => {
      const specifier = [...each.filter.matchAll(/(!=|[<>]=?|=)\s*"([^"]*)"/g)].map(
        ([, by = '', v = '']) => by + v,
      );
      const { text: name, line } = each;
      if (name === 'ocaml' && specifier.length > 0)
        return runtimeFact('ocaml', specifier.join(' '), line, 'manifest');
      const group = field === 'depopts' ? 'optional' : groupOf(each);
      return requirementFact('opam', { name, specifier: specifier.join(' '), group, line });
    }),
  );
  return byLine(facts);
}

function groupOf({ filter }: OpamItem): 'prod' | 'dev' {
  return /\bwith-(?:test|doc|dev-setup|tools)\b/.test(filter) ? 'dev' : 'prod';
}
