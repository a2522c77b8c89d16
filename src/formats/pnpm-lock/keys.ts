/** What a key of `packages` says by itself. */
export interface KeyParts {
  readonly name: string;
  /** a version, or the address of what is from no registry */
  readonly reference: string;
  /** a registry that stands before the name (versions 5 and 6) */
  readonly host?: string;
}

/** The key without the peers that the entry was built with: `a@1.0.0(b@2.0.0)` is `a@1.0.0`. */
export function withoutPeers(key: string): string {
  const open = key.indexOf('(');
  return open === -1 ? key : key.slice(0, open);
}

/** `/name/1.0.0_peers` and `host/name/1.0.0` of version 5; null for paths and hosted repositories. */
export function slashKey(key: string): KeyParts | null {
  const found = /^([^/@]*)\/((?:@[^/]+\/)?[^/]+)\/([^/]+)(?:\/.*)?$/.exec(key);
  if (!found) return null;
  const [, host = '', name = '', rest = ''] = found;
  if (!/^\d/.test(rest)) return null;
  const underscore = rest.indexOf('_');
  const reference = underscore === -1 ? rest : rest.slice(0, underscore);
  return { name, reference, ...(host === '' ? {} : { host }) };
}

/** `name@1.0.0(peers)`, `/name@1.0.0` and `host/name@1.0.0` of versions 6 and 9; null without an `@`. */
export function atKey(key: string): KeyParts | null {
  const plain = withoutPeers(key);
  const found = /^(?:([^/@]*)\/)?((?:@[^/@]+\/)?[^/@]+)@(.+)$/s.exec(plain);
  if (!found) return null;
  const [, host = '', name = '', reference = ''] = found;
  return { name, reference, ...(host === '' ? {} : { host }) };
}

/** The key among those that exist which a dependency's `version` refers to; undefined for a link to a folder. */
export function referredKey(
  name: string,
  reference: string,
  has: (key: string) => boolean,
): string | undefined {
  if (reference.startsWith('link:')) return undefined;
  const joined = `${name}@${reference}`;
  if (has(joined)) return joined;
  if (has(reference)) return reference;
  // The slash before a name was given up with version 9.
  return [`/${joined}`, `/${name}/${reference}`].find(has);
}
