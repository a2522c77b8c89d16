import type { Change, System } from '../../system/system.ts';
import { isThere } from './gone-path.ts';

const scriptEnding = /\.[cm]?js$/;
const sourceEndings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

/** `x.js` went and `x.ts` stands there: it is compiled now. */
export function isBuiltAnew(head: System, path: string): boolean {
  if (!scriptEnding.test(path)) return false;
  const stem = path.replace(scriptEnding, '');
  return ['.ts', '.tsx', '.mts', '.cts'].some((ending) => isThere(head, stem + ending));
}

const buildSettings =
  /(?:^|\/)(?:tsconfig[^/]*\.json|nest-cli\.json|angular\.json|project\.json|(?:vite|rollup|webpack|tsup|tsdown|esbuild|rspack|build|gulpfile|babel)[^/]*\.[cm]?[jt]s)$/;

/**
 * The source that a built file was made of by all appearances: `src/main.ts` for `dist/main.js`. Only when
 * it stood there at base and neither it nor anything that could take its place does at head.
 */
export function sourcesOf(change: Change, built: readonly string[]): string | undefined {
  if (change.files.some(({ path }) => buildSettings.test(path))) return undefined;
  const guesses = built.flatMap(guessesFor);
  if (guesses.some((path) => isThere(change.head, path))) return undefined;
  return guesses.find((path) => change.base.tree.has(path));
}

function guessesFor(built: string): readonly string[] {
  const found = /^((?:.*\/)?)(?:dist|build|lib|out)\/((?:src\/)?)(.+)$/.exec(built);
  const [, folder = '', , rest = ''] = found ?? [];
  if (!found || !scriptEnding.test(rest)) return [];
  const stem = rest.replace(scriptEnding, '');
  return [`${folder}src/${stem}`, `${folder}${stem}`].flatMap((path) =>
    sourceEndings.map((ending) => path + ending),
  );
}
