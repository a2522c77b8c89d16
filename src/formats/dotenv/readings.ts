import type { LoaderReading } from '../../system/env-load-facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Assignment } from './assignment.ts';
import { loadEnv } from './loaders.ts';
import type { EnvLoader } from './loaders.ts';

const loaders: readonly EnvLoader[] = ['dotenv', 'node', 'python-dotenv', 'compose', 'docker'];

/** Characters without which all loaders agree. */
const telling = /[#$"'`\\]|^\s*[\w.-]+\s*(?::|$)|=[ \t]|[ \t]=|^export\s/m;

/**
 * How the loaders read each name of a file, for those names that they do not all read alike.
 * A loader that refuses the file as a whole is left out.
 */
export function readingsOf(
  text: string,
  assignments: readonly Assignment[],
): ReadonlyMap<string, readonly LoaderReading[]> {
  const found = new Map<string, readonly LoaderReading[]>();
  if (!telling.test(text)) return found;
  const loaded = loaders.flatMap((loader) => {
    const values = loadEnv(text, loader);
    return values ? [{ loader, values }] : [];
  });
  for (const { name, start, end } of assignments) {
    const written = text
      .slice(start, end)
      .replace(/^[^=:]*[=:]/, '')
      .trim();
    const readings = loaded.map(({ loader, values }): LoaderReading => {
      const value = values.get(name);
      const digest = value === undefined || value === null ? null : digestOf(value);
      return { loader, digest, as: manner(written, value) };
    });
    if (new Set(readings.map(({ digest }) => digest)).size > 1) found.set(name, readings);
    else found.delete(name);
  }
  return found;
}

function manner(written: string, value: string | null | undefined): LoaderReading['as'] {
  if (value === undefined) return 'absent';
  if (value === null) return 'host';
  const quote = /^["'`]/.exec(written)?.[0];
  const inner = quote !== undefined && written.endsWith(quote) ? written.slice(1, -1) : written;
  if (quote !== undefined && value.startsWith(quote)) return 'quoted';
  if (value === inner) return 'plain';
  if (inner.includes('#') && !value.includes('#')) return 'cut';
  if (inner.includes('$') && value !== inner && !value.includes('${')) return 'filled';
  return inner.includes('\\') ? 'escaped' : 'plain';
}
