import { isGeneratedOrVendored, isTestPath } from '../../formats/code-paths.ts';
import { Lines } from '../../formats/lines.ts';
import { csharpRoutes } from './csharp-routes.ts';
import { goRoutes } from './go-routes.ts';
import { javascriptRoutes } from './javascript-routes.ts';
import { jvmRoutes } from './jvm-routes.ts';
import { nextRoutes } from './next-routes.ts';
import { phpRoutes } from './php-routes.ts';
import { pythonRoutes } from './python-routes.ts';
import { partsOf } from './route.ts';
import type { Route, Written } from './route.ts';
import { rubyRoutes } from './ruby-routes.ts';
import { isCommented } from './scopes.ts';

/** Endings of files in which routes are looked for. */
export const routeEndings: readonly string[] = 'ts tsx js jsx mjs cjs mts cts py go java kt cs rb php'
  .split(' ')
  .map((ending) => `.${ending}`);

/** Whether a file may register routes that run in production, by its name. */
export function mayRoute(path: string): boolean {
  return routeEndings.some((ending) => path.endsWith(ending)) && !isTestPath(path);
}

/**
 * Routes that a file registers in the conventional forms of its frameworks. Linear in the text.
 *
 * @param generated whether those in generated code count
 */
export function routesIn(path: string, text: string, generated = false): readonly Route[] {
  if (!mayRoute(path)) return [];
  const written = writtenIn(path, text);
  if (written.length === 0 || (!generated && isGeneratedOrVendored(path, text))) return [];
  const lines = new Lines(text);
  return written.flatMap(({ method, paths, at }): readonly Route[] => {
    const parts = isCommented(text, at) ? null : partsOf(paths);
    return parts === null ? [] : [{ method, parts, literal: paths.at(-1) ?? '', line: lines.at(at) }];
  });
}

function writtenIn(path: string, text: string): readonly Written[] {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  if (/^[cm]?[jt]sx?$/.test(ending)) return [...nextRoutes(path, text), ...javascriptRoutes(text)];
  if (ending === 'py') return pythonRoutes(path, text);
  if (ending === 'go') return goRoutes(text);
  if (ending === 'java' || ending === 'kt') return jvmRoutes(text);
  if (ending === 'cs') return csharpRoutes(text);
  return ending === 'rb' ? rubyRoutes(path, text) : phpRoutes(text);
}
