import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage } from '../locked-package.ts';
import { Lines } from '../lines.ts';

const named =
  /(['"])(?:(npm|jsr):\/?|(https):\/\/([\w.-]+)\/(?:\w+\/)?)((?:@[\w.-]+\/)?[\w.-]+)@([^/'"\s?#]{1,80})[^'"\s]{0,500}\1/g;

/**
 * Packages that code imports by scheme or address with their one version, as Deno and browsers do:
 * `npm:left@1.2.3`, `jsr:@scope/right@1.0.0`, `https://cdn.example.org/left@1.2.3/index.js`.
 */
export function remoteImportsOf(text: string): readonly Package[] {
  // Nearly no file has any: this costs one search.
  if (!/['"](?:npm:|jsr:|https:\/\/[^'"\s@]{1,200}@)/.test(text)) return [];
  const keys = new Keys();
  const lines = new Lines(text);
  return [...text.matchAll(named)].flatMap((match): readonly Package[] => {
    const [, , scheme, , host, name = '', version = ''] = match;
    const { index } = match;
    const isImported = /(?:\bfrom|\bimport)\s*\(?\s*$/.test(text.slice(Math.max(0, index - 80), index));
    // A part of a version is a range.
    if (!isImported || !/^v?\d+\.\d+\.\d+/.test(version)) return [];
    const full = scheme === 'jsr' ? `jsr:${name}` : name;
    const found = lockedPackage('npm', {
      name: full,
      version: version.replace(/^v/, ''),
      key: keys.of(`${full}@${version}`),
      direct: true,
      source: { type: 'registry', host: host?.toLowerCase() ?? null },
      line: lines.at(index),
    });
    return [{ ...found, declared: true }];
  });
}
