import type { Package } from '../../system/facts.ts';
import { entries, get, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { unnamedRegistry } from '../package-source.ts';
import { atKey } from './keys.ts';
import { packageOf } from './packages.ts';

/** A dependency as an entry writes it. */
export interface Need {
  readonly name: string;
  readonly reference: string;
  /** key of the entry that answered it last: keys are long, and the same one is found much faster than an equal one */
  answer: string;
}

/** What an entry of `packages` or `snapshots` says by itself; its package has no line yet. */
export interface Entry {
  readonly key: string;
  /** null for a key that is no package, and in `snapshots` */
  readonly found: Package | null;
  readonly needs: readonly Need[];
  readonly optional: boolean;
}

/** The whole of an entry as nearly all look: what pnpm writes, in its order, where it needs no more than a line. */
const plainPackage = new RegExp(
  [
    /^ {2}(?:'([^'\n]+)'|([A-Za-z][\w.@/+~-]*)):\n {4}resolution: \{integrity: ([\w+/=-]+)\}/,
    /(?:\n {4}engines: \{([^{}\n]+)\})?(?:\n {4}(?:cpu|os|libc): \[[\w, !'-]*\])*/,
    /(?:\n {4}(deprecated): (?:'(?:[^'\n]|'')*'|[A-Za-z][^\n:#]*))?(?:\n {4}hasBin: true)?/,
    /(?:\n {4}peerDependencies:((?:\n {6}[^\n]+)+))?/,
    /(?:\n {4}peerDependenciesMeta:(?:\n {6}(?:'[^'\n]+'|[A-Za-z][\w.@/+~-]*):\n {8}optional: true)+)?\n*$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

const plainSnapshot =
  /^ {2}(?:'([^'\n]+)'|([A-Za-z][\w.@/+~()-]*)):(?: \{\})?(?:\n {4}dependencies:((?:\n {6}[^\n]+)+))?(?:\n {4}optionalDependencies:((?:\n {6}[^\n]+)+))?(?:\n {4}transitivePeerDependencies:(?:\n {6}- (?:'[^'\n]+'|[\w./+~-]+))+)?(?:\n {4}optional: (true))?\n*$/;

/** `name: 1.0.0(peers)` on a line of its own, `other: name@1.0.0` for an alias. */
const dependency =
  /\n {6}(?:'([^'\n]+)'|([A-Za-z][\w.@/+~-]*)): (?:'([^'\n]+)'|(\d[\w.@/:+~()-]*|[A-Za-z][\w.-]*@[\w.@/:+~()-]+))/y;

/** `name: range` on a line of its own. */
const peer =
  /\n {6}(?:'([^'\n]+)'|([A-Za-z][\w.@/+~-]*)): (?:'([^'\n]+)'|([\d^][\w.*^~|<>=+ -]*?))(?= *(?:\n|$))/y;

/** `node: '>=18'` between braces. */
const engine =
  /(?:^|, )(?:'([^'\n]+)'|([A-Za-z][\w-]*)): (?:'([^'\n]*)'|([\d^][\w.*^~|<>=+ -]*?))(?= *(?:, |$))/y;

/** An entry of version 9 from its text; undefined unless it looks as nearly all do. */
export function glanceAtPackage(block: string): Entry | undefined {
  const match = plainPackage.exec(block);
  if (!match) return undefined;
  const [, quoted, bare = '', integrity = '', engines, deprecated, peers] = match;
  const key = quoted ?? bare;
  const parts = atKey(key);
  if (!parts || parts.host !== undefined || !/^\d/.test(parts.reference)) return undefined;
  const wanted = engines === undefined ? undefined : pairsIn(engines, engine);
  const asked = peers === undefined ? undefined : pairsIn(peers, peer);
  if (wanted === null || asked === null) return undefined;
  const found: Package = {
    kind: 'package',
    ecosystem: 'npm',
    name: parts.name,
    version: parts.reference,
    direct: false,
    dev: null,
    source: unnamedRegistry,
    integrity: [integrity],
    ...(deprecated === undefined ? {} : { deprecated: true }),
    ...(wanted ? { engines: Object.fromEntries(wanted) } : {}),
    ...(asked ? { peers: Object.fromEntries(asked) } : {}),
    key,
    line: 0,
  };
  return { key, found, needs: [], optional: false };
}

/** The same for an entry of `snapshots`. */
export function glanceAtSnapshot(block: string): Entry | undefined {
  const match = plainSnapshot.exec(block);
  if (!match) return undefined;
  const [, quoted, bare = '', needed = '', optionally = '', optional] = match;
  const needs = pairsIn(needed + optionally, dependency);
  if (needs === null) return undefined;
  return {
    key: quoted ?? bare,
    found: null,
    needs: needs.map(([name, reference]) => needOf(name, reference)),
    optional: optional !== undefined,
  };
}

/** Keys and values; null unless the pattern, one pair at a time, takes all of the text. */
function pairsIn(text: string, pattern: RegExp): readonly (readonly [string, string])[] | null {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match || pattern.lastIndex === at) return null;
    const [, quotedKey, key = '', quotedValue, value = ''] = match;
    pairs.push([quotedKey ?? key, quotedValue ?? value]);
  }
  return pairs;
}

/** An entry of `packages` from its node, in any version. */
export function packageEntry(entry: MapEntry, major: number): Entry {
  return { ...snapshotEntry(entry), found: packageOf({ ...entry, line: 0 }, major) };
}

/** An entry of `snapshots` from its node. */
export function snapshotEntry({ key, node }: MapEntry): Entry {
  const optional = textOf(get(node, 'optional')) === 'true';
  return {
    key,
    found: null,
    needs: [...needsAt(node, 'dependencies'), ...needsAt(node, 'optionalDependencies')],
    optional,
  };
}

function needsAt(node: Node, field: string): readonly Need[] {
  return [...entries(get(node, field))].map(({ key, node: version }) => needOf(key, textOf(version) ?? ''));
}

function needOf(name: string, reference: string): Need {
  return { name, reference, answer: '' };
}
