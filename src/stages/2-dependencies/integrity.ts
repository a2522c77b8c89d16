import type { Package } from '../../system/facts.ts';

/** Strongest first; what stands behind these is known to one packer only and compares with itself (`yarn10c0`). */
const algorithms = ['sha512', 'sha384', 'sha256', 'sha1', 'md5'];

/**
 * A hash of each side, where the entries of one version hold none in common by the strongest algorithm
 * that both sides know; null where they agree or nothing can be compared.
 */
export function otherHash(
  before: readonly Package[],
  after: readonly Package[],
): { readonly before: string; readonly after: string } | null {
  const [was, is] = [hashesOf(before), hashesOf(after)];
  const common = [...was.keys()].filter((algorithm) => is.has(algorithm)).sort(byStrength);
  const strongest = common[0];
  if (strongest === undefined) return null;
  const [old, current] = [was.get(strongest) ?? [], is.get(strongest) ?? []];
  const [first, second] = [old[0], current[0]];
  if (first === undefined || second === undefined || current.some((hash) => old.includes(hash))) return null;
  return { before: first, after: second };
}

/** The entries hold a hash in common by the strongest algorithm that both sides know. */
export function sameBytes(before: readonly Package[], after: readonly Package[]): boolean {
  const [was, is] = [hashesOf(before), hashesOf(after)];
  return [...was].some(([algorithm, hashes]) => hashes.some((hash) => is.get(algorithm)?.includes(hash)));
}

/** By algorithm. A commit or a folder is no archive whose bytes somebody promised. */
function hashesOf(entries: readonly Package[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { integrity, source } of entries) {
    if (source.type !== 'registry' && source.type !== 'tarball') continue;
    for (const hash of integrity) {
      // Behind a dot stands the platform that the file was built for.
      const name = /^[a-z0-9]+(?:\.[\w.-]+(?=:)|(?=[-:]))/i.exec(hash)?.[0];
      if (name === undefined) continue;
      // A download from another address is another file.
      const algorithm = source.type === 'registry' ? name : `${name} ${source.host}${source.location}`;
      const known = found.get(algorithm);
      // Options may follow a `?`.
      const plain = hash.replace(/\?.*$/, '');
      if (known) known.push(plain);
      else found.set(algorithm, [plain]);
    }
  }
  return found;
}

function byStrength(a: string, b: string): number {
  const rank = (key: string): number => {
    const at = algorithms.indexOf(key.split(' ')[0] ?? '');
    return at === -1 ? algorithms.length : at;
  };
  return rank(a) - rank(b);
}
