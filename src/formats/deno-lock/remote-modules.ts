import type { Package } from '../../system/facts.ts';
import { stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { lockedPackage } from '../locked-package.ts';
import type { Keys } from '../locked-package.ts';
import { KeyLines } from '../package-lock/key-lines.ts';

const address = /^https:\/\/([\w.-]+)\/((?:[\w.-]+\/){0,2}@?[\w.-]+)@(v?\d[^/?#]*)\/?([^?#]*)/;

interface Module {
  readonly name: string;
  readonly version: string;
  readonly host: string;
  readonly integrity: string[];
  readonly line: number;
}

/** Files by address, `https://host/x/name@1.0.0/mod.ts`: those of one version are one package, with a hash a file. */
export function remoteModules(remote: JsonObject, keys: Keys, text: string): readonly Package[] {
  const lines = new KeyLines(text);
  const found = new Map<string, Module>();
  for (const [written, hash] of Object.entries(remote)) {
    const line = lines.next(written, '"');
    const [, host = '', path = '', version = '', file = ''] = address.exec(written) ?? [];
    const digest = stringOf(hash);
    if (version === '' || digest === undefined) continue;
    const name = `${host}/${path}`;
    const key = `${name}@${version}`;
    const known = found.get(key) ?? { name, version, host, integrity: [], line };
    // Which files are imported says nothing of what is in them: a hash is comparable with that of the same file.
    known.integrity.push(`sha256.${file.replace(/[^\w.-]/g, '.')}:${digest}`);
    found.set(key, known);
  }
  return [...found].map(([key, { host, ...module }]) =>
    lockedPackage('deno', { ...module, key: keys.of(key), source: { type: 'registry', host } }),
  );
}
