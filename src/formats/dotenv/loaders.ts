import { interpolate } from '../interpolation.ts';
import type { EnvText } from './assignment.ts';
import { readComposeEnv } from './loaders/compose.ts';
import { readDockerEnvFile } from './loaders/docker.ts';
import { readDotenv } from './loaders/dotenv.ts';
import { readNodeEnvFile } from './loaders/node.ts';
import { readPythonDotenv } from './loaders/python-dotenv.ts';

/** Who reads an env file. They do not agree on what the same line means. */
export type EnvLoader = 'dotenv' | 'node' | 'python-dotenv' | 'compose' | 'docker';

const readers: Readonly<Record<EnvLoader, (text: string) => EnvText>> = {
  dotenv: readDotenv,
  node: readNodeEnvFile,
  'python-dotenv': readPythonDotenv,
  compose: readComposeEnv,
  docker: readDockerEnvFile,
};

/** The assignments of an env file as a loader reads them, with positions; variables not filled in. */
export function readEnvText(text: string, loader: EnvLoader): EnvText {
  return readers[loader](text);
}

/**
 * What a loader makes of an env file while nothing else is set. Null stands for a name that
 * would be taken from outside; undefined is given for a file that the loader refuses.
 */
export function loadEnv(text: string, loader: EnvLoader): ReadonlyMap<string, string | null> | undefined {
  const { assignments, refusedAt } = readEnvText(text, loader);
  if (refusedAt !== undefined) return undefined;
  const values = new Map<string, string | null>();
  for (const { name, value, expands } of assignments) {
    const filled = value === null || !expands ? value : expand(value, loader, values);
    if (filled === undefined) return undefined;
    // A later line wins, and takes the later place.
    values.delete(name);
    values.set(name, filled);
  }
  return values;
}

/** Undefined when the loader refuses the expression. */
function expand(
  value: string,
  loader: EnvLoader,
  values: ReadonlyMap<string, string | null>,
): string | undefined {
  if (loader === 'python-dotenv') {
    // No expression ends behind the last brace; looking for one there would take quadratic time.
    const last = value.lastIndexOf('}') + 1;
    const filled = value
      .slice(0, last)
      .replace(/\$\{([^${}:]*)(?::-([^}]*))?\}/g, (_, name: string, fallback?: string) => {
        return values.get(name) ?? fallback ?? '';
      });
    return filled + value.slice(last);
  }
  const found = interpolate(value, { escape: '$$', known: (name) => values.get(name) ?? undefined });
  if (found.malformedAt !== undefined) return undefined;
  if (found.expansions.some(({ name, operator }) => operator === 'required' && !values.get(name)))
    return undefined;
  return found.text.replace(/\$\{[A-Za-z_]\w*\}/g, '');
}
