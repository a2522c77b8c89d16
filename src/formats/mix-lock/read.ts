import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import { nameOf } from '../paths.ts';

const entry = /^\s*[{[]*\s*(?:"([\w.-]+)"|<<"([\w.-]+)">>)\s*[:,]\s*\{\s*:?(hex|pkg|git|git_subdir)\s*,(.*)$/;

/**
 * A tuple a line, in Elixir's words (`:hex`) or Erlang's (`pkg`), with the name, the version and hashes. Erlang
 * keeps the hashes in a list of their own.
 */
export function readMixLock(file: SourceFile): Reading {
  const text = lockText(file);
  const isRebar = nameOf(file.path) === 'rebar.lock' || /^\s*\{"?[\d.]+"?,\s*$|^\[?\{<</m.test(text);
  if (text.trim() !== '' && !/^[%[{]/.test(text.trim()))
    throw new Unreadable('unparsable', 'The file holds no map and no list');
  if (text.trim() !== '' && !/[\]}]\.?\s*$/.test(text))
    throw new Unreadable('unparsable', 'The file does not end: it is cut off');
  const hashes = rebarHashes(text);
  const keys = new Keys();
  const packages = logicalLines(text).flatMap(([whole, line]): Package[] => {
    const found = whole.length > 20_000 ? null : entry.exec(whole);
    if (!found) return [];
    const [, elixir, erlang, kind, rest = ''] = found;
    const name = elixir ?? erlang ?? '';
    const words = [...rest.matchAll(/"([^"\\]*)"/g)].map(([, word = '']) => word);
    const isGit = kind === 'git' || kind === 'git_subdir';
    const version = isGit ? '' : (words.find((word) => /^\d/.test(word)) ?? '');
    const commit = words.find((word) => /^[0-9a-f]{40}$/.test(word)) ?? '';
    const own = words.filter((word) => /^[0-9a-f]{64}$/i.test(word));
    const published =
      kind === 'hex' ? /^\s*:"?([\w.]+)/.exec(rest)?.[1] : kind === 'pkg' ? words[0] : undefined;
    // How far it is from what the project asks for.
    const level = /\}\s*,\s*(\d+)\}[\]}.,\s]*$/.exec(whole)?.[1];
    return [
      lockedPackage('hex', {
        name: published ?? name,
        version,
        key: keys.of(name),
        direct: isRebar && level !== undefined ? level === '0' : null,
        source: isGit ? sourceOf(`git+${words[0] ?? ''}#${commit}`) : unnamedRegistry,
        // The outer hash is of the archive, which the inner one is part of.
        integrity: [own.at(-1) ?? hashes.get(name)].flatMap((hash) =>
          hash === undefined ? [] : `sha256:${hash.toLowerCase()}`,
        ),
        requires: kind === 'hex' ? [...rest.matchAll(/\{:(\w+), "/g)].map(([, needed = '']) => needed) : [],
        line,
      }),
    ];
  });
  const manager = isRebar ? 'rebar' : 'mix';
  return { facts: [lockfileFact({ ecosystem: 'hex', manager, version: '' }), ...packages] };
}

/** `{pkg_hash_ext, [{<<"name">>, <<"hash">>}, …]}`; the older `pkg_hash` where there is none. */
function rebarHashes(text: string): ReadonlyMap<string, string> {
  const at = Math.max(text.indexOf('pkg_hash_ext'), text.indexOf('{pkg_hash,'));
  if (at === -1) return new Map();
  return new Map(
    [...text.slice(at).matchAll(/<<"([\w.-]+)">>,\s*<<"([0-9A-Fa-f]{64})">>/g)].map(
      ([, name = '', hash = '']) => [name, hash],
    ),
  );
}

/** Lines with their numbers; Erlang writes a long tuple on several, which belong to the one that opens it. */
function logicalLines(text: string): readonly (readonly [string, number])[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines.map((line, index) => {
    if (!/^[\s{[]*<<"[\w.-]+">>,$/.test(line)) return [line, index + 1];
    const rest = lines.slice(index + 1, index + 8);
    const end = rest.findIndex((each) => /\}\s*,?\s*\d+\}/.test(each) || /^\s*\d+\}/.test(each));
    return [[line, ...rest.slice(0, end + 1)].join(' '), index + 1];
  });
}
