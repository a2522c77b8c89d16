/** A call spread over several lines has its method within so many. */
const reach = 5;

const verbs = 'get|post|put|patch|delete|head|options';

/** What clients of several languages put behind the verb: `GetFromJsonAsync`, `getForObject`. */
const endings = '(?:(?:From|As)?Json|String|Stream|ByteArray|For(?:Object|Entity))?(?:Async)?';

const member = new RegExp(
  `[.:>](${verbs})${endings}\\s{0,4}(?:<[^\\n]{0,200}>)?\\(\\s{0,4}(?:[\\w.$>-]{1,60}\\s{0,3}[+.]\\s{0,3})?(?:f|r|\\$@?)?["'\`]?[^"'\`(]{0,80}$`,
  'i',
);

/** Around an address, in the order of how sure they are. */
const named: readonly RegExp[] = [
  /\bmethod["']?\s{0,4}[:=]\s{0,4}["'`](\w{3,7})["'`]/i,
  /(?:-X|--request)[ =]?["']?([A-Z]{3,7})\b/,
  /\b(?:http\.Method|HttpMethod\.|Method\.|reqwest::Method::)(Get|Post|Put|Patch|Delete|Head|Options)\b/i,
  /\b(?:request|NewRequest|NewRequestWithContext|http_request|Request|open)\([^"'`\n]{0,60}["'`]([A-Z]{3,7})["'`]/,
  /\bNet::HTTP::(Get|Post|Put|Patch|Delete|Head)\b/,
  // Spring's WebClient and RestClient: `.delete().uri("/users/{id}"`.
  new RegExp(`\\.(${verbs})\\(\\)\\s{0,40}\\.uri\\(`, 'i'),
  // Java's HttpRequest: `.uri(URI.create(...)).DELETE()`.
  /\.(GET|POST|PUT|DELETE)\(/,
  /\.method\(\s{0,4}["']([A-Z]{3,7})["']/,
  new RegExp(
    `[.>](${verbs})(?:Async)?\\(\\s{0,4}(?:[\\w.]{1,20},\\s?)?\\$?(?:url|uri|endpoint|path|address)\\b`,
    'i',
  ),
];

/** The HTTP method of the call around an address, where the text says it; lower case. */
export function calledMethod(before: string, lines: readonly string[], index: number): string | undefined {
  const direct =
    member.exec(before)?.[1] ?? member.exec(`${lines[index - 1]?.trimEnd() ?? ''}${before.trimStart()}`)?.[1];
  if (direct !== undefined) return direct.toLowerCase();
  const around = lines.slice(Math.max(0, index - 2), index + reach).join('\n');
  for (const pattern of named) {
    const method = pattern.exec(around)?.[1];
    if (method !== undefined) return method.toLowerCase();
  }
  if (/(?:^|\s)(?:-d|--data\S{0,10}|--json)\s/m.test(around) && /\bcurl\b/.test(around)) return 'post';
  // Without a word about the method these read.
  return /\b(?:fetch|curl|wget|useSWR|urlopen|file_get_contents)\b/.test(around) ? 'get' : undefined;
}
