import { isCodePath, isProsePath } from '../../formats/code-paths.ts';
import { Lines } from '../../formats/lines.ts';
import { clientNames } from './called-operation.ts';
import type { CalledOperation } from './called-operation.ts';
import { calledMethod } from './called-method.ts';
import { declaredMethod } from './client-interfaces.ts';
import { clientUse, isClientCall } from './generated-clients.ts';
import type { ClientUse } from './generated-clients.ts';
import { isPactPath, pactInteractions } from './pact-interactions.ts';
import { pathPattern } from './path-pattern.ts';

export interface CallerLine {
  /** 1-based */
  readonly line: number;
  /** by its path, or as a method of a generated client */
  readonly by: 'path' | 'operation-id';
}

/** Longer lines are nobody's own writing. */
const longestLine = 2000;

/**
 * Lines of a file that call an operation. Routes that serve it, pages that have the
 * same address and descriptions of it are no callers. Linear in the text.
 */
export function matchCallers(path: string, text: string, operation: CalledOperation): readonly CallerLine[] {
  if (isPactPath(path)) return pactInteractions(text, operation).map((line) => ({ line, by: 'path' }));
  const signs = signsOf(operation);
  if (!mayCall(path) || isServedBy(path, signs.constants)) return [];
  const hits = linesWith(text, [...(signs.pattern ? [signs.word] : []), ...signs.names]);
  if (hits.size === 0) return [];
  const lines = linesOf(text);
  const found: CallerLine[] = [];
  for (const index of [...hits].sort((a, b) => a - b)) {
    const line = lines[index] ?? '';
    const match = line.includes(signs.word) ? signs.pattern?.exec(line) : null;
    if (match && isCall(lines, index, match, operation, text)) found.push({ line: index + 1, by: 'path' });
    else if (isClientCall(line, text, signs.client)) found.push({ line: index + 1, by: 'operation-id' });
  }
  return found;
}

interface Signs {
  /** constant parts of the path, in order */
  readonly constants: readonly string[];
  /** stands in every line that names the path */
  readonly word: string;
  readonly pattern: RegExp | null;
  /** methods of generated clients */
  readonly names: readonly string[];
  readonly client: ClientUse | null;
}

const known = new WeakMap<CalledOperation, Signs>();

/** What a call of an operation looks like; one operation is looked for in many files. */
function signsOf(operation: CalledOperation): Signs {
  const before = known.get(operation);
  if (before) return before;
  const names = clientNames(operation);
  const constants = operation.path.split('/').filter((part) => part !== '' && !part.includes('{'));
  const signs: Signs = {
    constants,
    word: constants.reduce((best, part) => (part.length > best.length ? part : best), ''),
    pattern: pathPattern(operation.path, operation.prefixes),
    names,
    client: clientUse(names),
  };
  known.set(operation, signs);
  return signs;
}

/** 0-based lines that hold one of the words. */
function linesWith(text: string, words: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let lines: Lines | undefined;
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      lines ??= new Lines(text);
      found.add(lines.at(at) - 1);
    }
  }
  return found;
}

let last: { readonly text: string; readonly lines: readonly string[] } | undefined;

/** Many operations are looked for in one text, one after the other. */
function linesOf(text: string): readonly string[] {
  if (last?.text !== text) {
    last = { text, lines: text.split('\n').map((line) => (line.length > longestLine ? '' : line)) };
  }
  return last.lines;
}

/** Whether calls are looked for in a file: code and scripts; not prose, and neither descriptions nor the tables in which servers list their routes. */
export function mayCall(path: string): boolean {
  // Pages that a server fills in link to pages.
  if (isProsePath(path) || /\.(?:erb|haml|slim|blade\.php|cshtml|razor)$/.test(path)) return false;
  if (
    /(?:^|\/)(?:urls\.py|(?:routes|openapi|swagger)\.(?:rb|php|py|go|[cm]?[jt]sx?)|(?:web|api)\.php)$/.test(
      path,
    )
  )
    return false;
  return (
    isCodePath(path) ||
    isPactPath(path) ||
    /(?:^|\/)(?:Makefile|Justfile|[^/]+\.(?:mk|ya?ml|http|rest))$/.test(path)
  );
}

/** Servers that route by folders: `pages/api/users/[id].ts`, `app/api/users/[id]/route.ts`. */
function isServedBy(path: string, constants: readonly string[]): boolean {
  if (
    !/(?:^|\/)(?:pages\/api|functions|server\/(?:api|routes))\/|\/(?:route|\+server)\.[cm]?[jt]s$/.test(path)
  ) {
    return false;
  }
  const parts = path.replace(/\.\w+$/, '').split('/');
  let from = 0;
  return constants.every((constant) => {
    from = parts.indexOf(constant, from) + 1;
    return from > 0;
  });
}

function isCall(
  lines: readonly string[],
  index: number,
  match: RegExpExecArray,
  { method, alone }: CalledOperation,
  text: string,
): boolean {
  const line = lines[index] ?? '';
  const before = line.slice(0, match.index + 1);
  const after = line.slice(match.index + match[0].length);
  // A key of a description or a table: `'/users': {`.
  if (/^\/?["'`]\]?\s{0,4}:/.test(after)) return false;
  const declared = declaredMethod(line.slice(0, match.index + match[0].indexOf('/') + 1), after, text);
  const written = declared ?? declaredMethod(before, after, text);
  if (written !== undefined) return written === method;
  if (isRoute(before, lines[index - 1] ?? '')) return false;
  const called = calledMethod(before, lines, index);
  if (called !== undefined) return called === method;
  // Which method it is, only the contract can tell: where it has no other.
  return alone !== false && isRequest(lines.slice(Math.max(0, index - 2), index + 1).join('\n'));
}

const routers =
  /(?:^|[^\w$.])(?:app|router|server|fastify|routes?|r|e|g|mux|group|bp|blueprint|web|\w*(?:router|routes|group|app|mux|blueprint))(?:\.|::|->)\w{1,20}\s{0,4}(?:<[^>\n]{0,80}>)?\(\s{0,4}["'`]$/i;

/** A server's own route: a decorator, an attribute, a router's method. */
function isRoute(before: string, previous: string): boolean {
  const start = before.trimStart();
  if (/^(?:@|\[Http|\[Route|#\[)/.test(start)) return true;
  if (/^\s{0,80}["'`]$/.test(before) && /(?:^|\s)@\w{1,40}\($/.test(previous.trimEnd())) return true;
  if (/\b(?:path|url|re_path|resources?|Map(?:Get|Post|Put|Patch|Delete))\(\s{0,4}r?["']$/.test(before))
    return true;
  return routers.test(before);
}

const clients =
  /\b(?:fetch|axios|got|ky|superagent|requests?|httpx|aiohttp|urllib|urlopen|session|https?|HttpClient|RestTemplate|WebClient|OkHttp\w*|Faraday|HTTParty|RestClient|Guzzle\w*|wget|useSWR|useFetch|\$fetch|getForObject|postForObject|exchange|sendRequest|NewRequest\w*)\b|\b\w*(?:url|uri|endpoint|client|api)\w{0,20}\s{0,4}(?:[:=(.]|\)\.)/i;

const pages =
  /\b(?:navigate|redirect\w{0,20}|pushState|pathname|href|startsWith|includes|router\.(?:push|replace))\b|<Link|<Route|\bto=/;

/** Something that sends requests is named beside the address. */
function isRequest(around: string): boolean {
  return clients.test(around) && !pages.test(around);
}
