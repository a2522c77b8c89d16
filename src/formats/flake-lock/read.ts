import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { KeyLines } from '../package-lock/key-lines.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';

/** Versions 5 to 7: nodes with the commit that each stands for; what `root` names is direct. */
export function readFlakeLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const { version } = root;
  if (typeof version !== 'number' || version < 5 || version > 7)
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 5 to 7');
  const nodes = objectOf(root.nodes);
  const top = stringOf(root.root) ?? 'root';
  const inputs = (name: string): readonly string[] =>
    Object.values(objectOf(objectOf(nodes[name]).inputs)).flatMap((input) => stringOf(input) ?? []);
  const direct = new Set(inputs(top));
  const lines = new KeyLines(text);
  const packages = Object.entries(nodes).flatMap(([name, node]) => {
    const line = lines.next(name, '{');
    if (name === top || !isObject(node)) return [];
    const locked = objectOf(node.locked);
    return lockedPackage('nix', {
      name,
      version: stringOf(locked.rev) ?? stringOf(locked.narHash) ?? '',
      key: name,
      direct: direct.has(name),
      source: sourceOfNode(locked),
      integrity: [stringOf(locked.narHash) ?? ''].filter((hash) => hash !== ''),
      requires: inputs(name),
      line,
    });
  });
  return {
    facts: [lockfileFact({ ecosystem: 'nix', manager: 'flake', version: String(version) }), ...packages],
  };
}

function sourceOfNode(locked: JsonObject): PackageSource {
  const [type, owner, repo, rev, url, path] = ['type', 'owner', 'repo', 'rev', 'url', 'path'].map((key) =>
    stringOf(locked[key]),
  );
  if (owner !== undefined && repo !== undefined) {
    const host = stringOf(locked.host) ?? (type === 'gitlab' ? 'gitlab.com' : 'github.com');
    return sourceOf(`git+https://${host}/${owner}/${repo}#${rev ?? ''}`);
  }
  if (path !== undefined) return { type: 'path', host: null, location: path };
  if (url === undefined) return unknownSource;
  return sourceOf(type === 'git' ? `git+${url}#${rev ?? ''}` : url);
}
