import semver from 'semver';
import type { Ecosystem } from './facts.ts';
import { rangeOf } from './version-order.ts';

/** Lowest version that a manifest's words allow; undefined where they name none, or do not tell what is installed. */
export function lowestOf(specifier: string, ecosystem: Ecosystem): string | undefined {
  const text = specifier.trim();
  if (text === '' || text.length > 200) return undefined;
  if (ecosystem === 'npm' || ecosystem === 'cargo') return lowestSemantic(text, ecosystem);
  // Open towards the top: what was installed before may be the newest all the same.
  if (text.includes('>') && !text.includes('<')) return undefined;
  // `[1.2,2.0)` of Maven and NuGet; `[1.2]` is exactly that.
  const interval = /^[[(]\s*([^,\])]*)/.exec(text)?.[1];
  if (interval !== undefined) return plain(interval);
  const parts = text.split(/\s*(?:,|\|\||\s(?=[<>=~^!]))\s*/);
  for (const part of parts) {
    const version = /^(?:[=~^]|==|===|~=|~>|>=|\^)?\s*v?(\d[\w.+-]*)$/.exec(part.trim())?.[1];
    if (version !== undefined) return plain(version);
  }
  return undefined;
}

/** Without a wildcard at the end; nothing where variables or wildcards are all there is. */
function plain(version: string): string | undefined {
  const found = version.trim().replace(/\.[*x+]$/i, '');
  return /^\d[\w.+-]*$/.test(found) ? found.replace(/\.?\+$/, '') : undefined;
}

function lowestSemantic(text: string, ecosystem: Ecosystem): string | undefined {
  // A bare version of Cargo is a caret's.
  const range = rangeOf(ecosystem === 'cargo' ? text.replaceAll(',', ' ').replace(/^(?=\d)/, '^') : text);
  if (range === null || range === '*' || range === '') return undefined;
  return semver.minVersion(range)?.version ?? undefined;
}
