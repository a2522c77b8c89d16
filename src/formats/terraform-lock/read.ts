import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';

interface OpenProvider {
  readonly address: string;
  readonly line: number;
  version: string;
  constraints: string;
  readonly hashes: string[];
}

/** Providers only, which are all asked for; written by one tool in one layout. */
export function readTerraformLock(file: SourceFile): Reading {
  const facts: (Package | Requirement)[] = [];
  let open: OpenProvider | null = null;
  let inHashes = false;
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      const text = whole.trim();
      if (text === '' || text.startsWith('#')) return;
      const provider = /^provider "([^"]+)" \{$/.exec(text);
      if (provider && !open) {
        open = { address: provider[1] ?? '', line: index + 1, version: '', constraints: '', hashes: [] };
        return;
      }
      if (!open) throw new Unreadable('unparsable', `Line ${index + 1} is no provider`);
      const pair = /^(version|constraints)\s*=\s*"([^"]*)"$/.exec(text);
      if (pair?.[1] === 'version') open.version = pair[2] ?? '';
      if (pair?.[1] === 'constraints') open.constraints = pair[2] ?? '';
      if (/^hashes\s*=\s*\[/.test(text)) inHashes = true;
      if (inHashes)
        open.hashes.push(...[...text.matchAll(/"([a-z0-9]+:[^"]+)"/g)].map(([, hash = '']) => hash));
      if (inHashes && text.endsWith(']')) inHashes = false;
      else if (text === '}') {
        facts.push(...factsOf(open));
        open = null;
      }
    });
  if (open) throw new Unreadable('unparsable', 'A provider is not closed: the file is cut off');
  const lockfile = lockfileFact({
    ecosystem: 'terraform',
    manager: 'terraform',
    version: '',
    importers: [''],
  });
  return { facts: [lockfile, ...facts] };
}

/** `registry.host/namespace/type`; hashes of several platforms, of which one machine may know a part only. */
function factsOf({
  address,
  line,
  version,
  constraints,
  hashes,
}: OpenProvider): readonly (Package | Requirement)[] {
  const parts = address.split('/');
  const name = parts.slice(-2).join('/');
  const host = parts.length > 2 ? (parts[0] ?? null) : null;
  return [
    requirementFact('terraform', { name, specifier: constraints, importer: '', resolved: address, line }),
    lockedPackage('terraform', {
      name,
      version,
      key: address,
      direct: true,
      source: { type: 'registry', host },
      integrity: hashes.filter((hash) => hash.startsWith('zh:')),
      line,
    }),
  ];
}
