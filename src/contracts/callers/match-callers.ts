import { isCodePath, isProsePath } from '../../formats/code-paths.ts';
import { Lines } from '../../formats/lines.ts';
import { clientNames } from './called-operation.ts';
import type { CalledOperation } from './called-operation.ts';
import { pathPattern } from './path-pattern.ts';

export interface CallerLine {
  /** 1-based */
  readonly line: number;
  /** by its path, or as a method of a generated client */
  readonly by: 'path' | 'operation-id';
}

/** Longer lines are nobody's own writing. */
const longestLine = 2000;

/** A call spread over several lines has its method within so many. */
const reach = 5;

/**
 * Lines of a file that call an operation. Routes that serve it, pages that have the
 * same address and descriptions of it are no callers. Linear in the text.
 */
export function matchCallers(path: string, text: string, operation: CalledOperation): readonly CallerLine[] {
  const signs = signsOf(operation);
  if (!mayCall(path) || isServedBy(path, signs.constants)) return [];
  const hits = linesWith(text, [...(signs.pattern ? [signs.word] : []), ...signs.names]);
  if (hits.size === 0) return [];
  const lines = linesOf(text);
  const found: CallerLine[] = [];
  for (const index of [...hits].sort((a, b) => a - b)) {
    const line = lines[index] ?? '';
    const match = line.includes(signs.word) ? signs.pattern?.exec(line) : null;
    if (match && isCall(lines, index, match, operation.method, text))
      found.push({ line: index + 1, by: 'path' });
    else if (isClientCall(line, signs)) found.push({ line: index + 1, by: 'operation-id' });
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
  readonly client: RegExp | null;
}

const known = new WeakMap<CalledOperation, Signs>();

/** What a call of an operation looks like; one operation is looked for in many files. */
function signsOf(operation: CalledOperation): Signs {
  const before = known.get(operation);
  if (before) return before;
  const names = clientNames(operation);
  const endings = '(?:Raw|Async|WithResponse|WithHttpInfo)?';
  const constants = operation.path.split('/').filter((part) => part !== '' && !part.includes('{'));
  const signs: Signs = {
    constants,
    word: constants.reduce((best, part) => (part.length > best.length ? part : best), ''),
    pattern: pathPattern(operation.path, operation.prefixes),
    names,
    client: names.length === 0 ? null : new RegExp(`\\??\\.(?:${names.join('|')})${endings}\\s{0,4}[(<]`),
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
  if (isProsePath(path)) return false;
  if (
    /(?:^|\/)(?:urls\.py|(?:routes|openapi|swagger)\.(?:rb|php|py|go|[cm]?[jt]sx?)|(?:web|api)\.php)$/.test(
      path,
    )
  )
    return false;
  return isCodePath(path) || /(?:^|\/)(?:Makefile|Justfile|[^/]+\.(?:mk|ya?ml|http|rest))$/.test(path);
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

/** `usersApi.deleteUser(`: the object is a client, not the service behind the contract. */
function isClientCall(line: string, { client }: Signs): boolean {
  const at = client?.exec(line)?.index;
  return at !== undefined && /(?:api|client|sdk)s?(?:\(\))?$/i.test(line.slice(Math.max(0, at - 80), at));
}

function isCall(
  lines: readonly string[],
  index: number,
  match: RegExpExecArray,
  method: string,
  text: string,
): boolean {
  const line = lines[index] ?? '';
  const before = line.slice(0, match.index + 1);
  // A key of a description or a table: `'/users': {`.
  if (/^\/?["'`]\]?\s{0,4}:/.test(line.slice(match.index + match[0].length))) return false;
  if (isRoute(before, lines[index - 1] ?? '', text)) return false;
  const called = calledMethod(before, lines, index);
  if (called !== undefined) return called === method;
  return isRequest(lines.slice(Math.max(0, index - 2), index + 1).join('\n'));
}

const routers =
  /(?:^|[^\w$.])(?:app|router|server|fastify|routes?|r|e|g|mux|group|bp|blueprint|web|\w*(?:router|routes|group|app|mux|blueprint))(?:\.|::|->)\w{1,20}\s{0,4}(?:<[^>\n]{0,80}>)?\(\s{0,4}["'`]$/i;

/** A server's own route: a decorator, an attribute, a router's method. */
function isRoute(before: string, previous: string, text: string): boolean {
  const start = before.trimStart();
  if (/^(?:@|\[Http|\[Route|#\[)/.test(start)) return !/retrofit|FeignClient|RequestLine/.test(text);
  if (/^\s{0,80}["'`]$/.test(before) && /(?:^|\s)@\w{1,40}\($/.test(previous.trimEnd())) return true;
  if (/\b(?:path|url|re_path|resources?|Map(?:Get|Post|Put|Patch|Delete))\(\s{0,4}r?["']$/.test(before))
    return true;
  return routers.test(before);
}

const verbs = 'get|post|put|patch|delete|head|options';

/** The HTTP method of the call around an address, where the text says it. */
function calledMethod(before: string, lines: readonly string[], index: number): string | undefined {
  const member = new RegExp(
    `[.:>](${verbs})(?:Async|ForObject|ForEntity|JSON|Json)?\\s{0,4}(?:<[^\\n]{0,200}>)?\\(\\s{0,4}(?:f|r|\\$@?)?["'\`]?[^"'\`(]{0,80}$`,
    'i',
  );
  const direct =
    member.exec(before)?.[1] ?? member.exec(`${lines[index - 1]?.trimEnd() ?? ''}${before.trimStart()}`)?.[1];
  if (direct !== undefined) return direct.toLowerCase();
  const around = lines.slice(Math.max(0, index - 2), index + reach).join('\n');
  const named =
    /\bmethod["']?\s{0,4}[:=]\s{0,4}["'`](\w{3,7})["'`]/i.exec(around) ??
    /(?:-X|--request)[ =]?["']?([A-Z]{3,7})\b/.exec(around) ??
    /\bhttp\.Method(\w{3,7})\b/i.exec(around) ??
    /\b(?:request|NewRequest|NewRequestWithContext|http_request)\([^"'`\n]{0,60}["'`]([A-Z]{3,7})["'`]/.exec(
      around,
    );
  if (named) return (named[1] ?? '').toLowerCase();
  if (/\b(?:-d|--data\S{0,10})\s/.test(around) && /\bcurl\b/.test(around)) return 'post';
  // Without a word about the method these two read.
  return /\b(?:fetch|curl)\b/.test(around) ? 'get' : undefined;
}

const clients =
  /\b(?:fetch|axios|got|ky|superagent|requests?|httpx|aiohttp|urllib|urlopen|session|https?|HttpClient|RestTemplate|WebClient|OkHttp\w*|Faraday|HTTParty|RestClient|Guzzle\w*|wget|useSWR|useFetch|\$fetch|getForObject|postForObject|exchange|sendRequest|NewRequest\w*)\b|\b\w*(?:url|uri|endpoint|client|api)\w{0,20}\s{0,4}(?:[:=(.]|\)\.)/i;

const pages =
  /\b(?:navigate|redirect\w{0,20}|pushState|pathname|href|startsWith|includes|router\.(?:push|replace))\b|<Link|<Route|\bto=/;

/** Something that sends requests is named beside the address. */
function isRequest(around: string): boolean {
  return clients.test(around) && !pages.test(around);
}
