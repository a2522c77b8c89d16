import type { Written } from './route.ts';
import { blockEnd, prefixesAt } from './scopes.ts';

const verbs = 'get|post|put|patch|delete|options|any';

const resource: readonly (readonly [string, boolean])[] = [
  ['get', false],
  ['post', false],
  ['get', true],
  ['put', true],
  ['patch', true],
  ['delete', true],
];

/** Laravel: the facade and its groups. */
export function phpRoutes(text: string): readonly Written[] {
  return /\bRoute::/.test(text) ? [...laravelRoutes(text)] : [];
}

function* laravelRoutes(text: string): Generator<Written> {
  const groups =
    /\bRoute::(?:(?:\w{1,40}\([^()\n]{0,200}\)->){0,5}prefix\(\s{0,4}["']([^"'\n]{0,200})["']\s{0,4}\)(?:\s{0,40}->\w{1,40}\([^()\n]{0,200}\)){0,5}\s{0,40}->group\(|group\(\s{0,4}\[[^\]]{0,300}["']prefix["']\s{0,4}=>\s{0,4}["']([^"'\n]{0,200})["'])/g;
  const scopes = [...text.matchAll(groups)].map((match) => ({
    prefix: match[1] ?? match[2] ?? '',
    from: match.index,
    to: blockEnd(text, match.index),
  }));
  const single = new RegExp(
    `\\bRoute::(?:\\w{1,40}\\([^()\\n]{0,200}\\)->){0,5}(${verbs})\\(\\s{0,40}["']([^"'\\n]{0,300})["']\\s{0,4},`,
    'g',
  );
  for (const match of text.matchAll(single)) {
    const method = match[1] === 'any' ? null : (match[1] ?? null);
    yield { method, paths: [...prefixesAt(scopes, match.index), optional(match[2] ?? '')], at: match.index };
  }
  const matched = new RegExp(
    `\\bRoute::(?:\\w{1,40}\\([^()\\n]{0,200}\\)->){0,5}match\\(\\s{0,40}\\[([^\\]]{1,200})\\]\\s{0,4},\\s{0,40}["']([^"'\\n]{0,300})["']\\s{0,4},`,
    'g',
  );
  for (const match of text.matchAll(matched))
    for (const [, method = ''] of (match[1] ?? '').matchAll(/["'](\w{3,7})["']/g))
      yield {
        method: method.toLowerCase(),
        paths: [...prefixesAt(scopes, match.index), optional(match[2] ?? '')],
        at: match.index,
      };
  const many =
    /\bRoute::(?:\w{1,40}\([^()\n]{0,200}\)->){0,5}(?:apiResource|resource)\(\s{0,40}["']([^"'\n]{0,200})["']\s{0,4},[^\n]{0,200}/g;
  for (const match of text.matchAll(many)) {
    // Which of them there are is told on lines behind it.
    if (/->(?:only|except)\(/.test(match[0])) continue;
    const paths = [...prefixesAt(scopes, match.index), (match[1] ?? '').replaceAll('.', '/{}/')];
    for (const [method, isOne] of resource)
      yield { method, paths: isOne ? [...paths, '{}'] : paths, at: match.index };
  }
}

/** `users/{id?}` */
function optional(path: string): string {
  return path.replace(/\{(\w+)\?\}/g, '{$1}');
}
