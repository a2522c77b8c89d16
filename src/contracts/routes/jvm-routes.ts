import type { Written } from './route.ts';

/** Interfaces that are clients use the same annotations. */
const client =
  /@FeignClient\b|@HttpExchange\b|@RegisterRestClient\b|\bretrofit2?\b|import io\.micronaut\.http\.client/;

const mapping =
  /@(Get|Post|Put|Patch|Delete)Mapping\b(?:\s{0,4}\(((?:[^()"]|"[^"\n]{0,300}"){0,40})\))?|@RequestMapping\s{0,4}\(((?:[^()"]|"[^"\n]{0,300}"){0,300})\)/g;

const micronaut = /@(Get|Post|Put|Patch|Delete)\b(?:\s{0,4}\(((?:[^()"]|"[^"\n]{0,300}"){0,40})\))?/g;

const verb = /@(GET|POST|PUT|PATCH|DELETE|HEAD)\b(?!\s{0,4}\()/g;

/** Spring, Micronaut and JAX-RS, in Java and Kotlin. */
export function jvmRoutes(text: string): readonly Written[] {
  if (client.test(text)) return [];
  const classes = [...classesIn(text)];
  const prefixAt = (at: number): string | null => classes.findLast(({ from }) => from <= at)?.prefix ?? null;
  const found: Written[] = [];
  const add = (at: number, method: string | null, path: string | null): void => {
    const prefix = prefixAt(at);
    if (path !== null && prefix !== null) found.push({ method, paths: [prefix, path], at });
  };
  for (const match of text.matchAll(mapping)) {
    if (isClassHeader(text, match.index)) continue;
    const [, name, args = '', other] = match;
    const listed =
      name ?? /RequestMethod\.(\w{3,7})|method\s?=\s?\[?(GET|POST|PUT|PATCH|DELETE)\b/.exec(other ?? '')?.[1];
    add(match.index, listed?.toLowerCase() ?? null, pathIn(other ?? args));
  }
  if (/\bio\.micronaut\.http\b/.test(text))
    for (const match of text.matchAll(micronaut))
      add(match.index, (match[1] ?? '').toLowerCase(), pathIn(match[2] ?? ''));
  if (/\b(?:javax|jakarta)\.ws\.rs\b/.test(text))
    for (const match of text.matchAll(verb))
      add(
        match.index,
        (match[1] ?? '').toLowerCase(),
        pathIn(/@Path\(([^()\n]{0,300})\)/.exec(around(text, match.index))?.[1] ?? ''),
      );
  return found;
}

/** The first of the paths in the arguments; `` where there is none, null where it is no literal. */
function pathIn(args: string): string | null {
  const named = /(?:\b(?:value|path|uri)\s{0,4}=\s{0,4})[{[]?\s{0,4}(?:arrayOf\()?"([^"\n]{0,300})"/.exec(
    args,
  )?.[1];
  if (named !== undefined) return named;
  if (/\b(?:value|path|uri)\s{0,4}=/.test(args)) return null;
  const first = /^\s{0,20}[{[]?\s{0,20}"([^"\n]{0,300})"/.exec(args)?.[1];
  if (first !== undefined) return first;
  // `CrudPaths.LIST`: a constant.
  return /^\s{0,20}[\w.]+\s{0,20}(?:,|$)/.test(args) && args.trim() !== '' ? null : '';
}

interface ClassPrefix {
  readonly from: number;
  /** null where it is no literal */
  readonly prefix: string | null;
}

function* classesIn(text: string): Generator<ClassPrefix> {
  for (const match of text.matchAll(/\b(?:class|interface|object)\s{1,4}[A-Z]\w{0,100}/g)) {
    const header = before(text, match.index);
    const args = /@(?:RequestMapping|Path|Controller)\s{0,4}\(((?:[^()"]|"[^"\n]{0,300}"){0,100})\)/.exec(
      header,
    )?.[1];
    yield { from: match.index, prefix: args === undefined ? '' : pathIn(args) };
  }
}

/** Annotations above a declaration: what follows the end of the one before it. */
function before(text: string, at: number): string {
  const start = Math.max(0, at - 1500);
  const piece = text.slice(start, at);
  return piece.slice(
    Math.max(piece.lastIndexOf(';\n'), piece.lastIndexOf('}\n'), piece.lastIndexOf('{\n'), 0),
  );
}

function around(text: string, at: number): string {
  const after = text.slice(at, at + 600);
  return before(text, at) + after.slice(0, /[{;]\s*\n|=\s/.exec(after)?.index ?? after.length);
}

function isClassHeader(text: string, at: number): boolean {
  const after = text.slice(at, at + 1200);
  const next = /\b(?:class|interface)\s{1,4}[A-Z]\w*/.exec(after)?.index;
  const member = /;[ \t]*\n|\{[ \t]*\n|\bfun\s/.exec(after)?.index;
  return next !== undefined && (member === undefined || next < member);
}
