/** Annotations and attributes of interfaces that are clients: Feign, Spring's HTTP interfaces, Retrofit, Refit. */
const declared: readonly { readonly mark: RegExp; readonly before: RegExp }[] = [
  {
    mark: /@FeignClient\b|@HttpExchange\b|@(?:Get|Post|Put|Patch|Delete)Exchange\b/,
    before: /@(Get|Post|Put|Patch|Delete)(?:Mapping|Exchange)\s{0,4}\([^()\n]{0,80}["']$/,
  },
  {
    mark: /@FeignClient\b/,
    before: /@RequestMapping\s{0,4}\([^()\n]{0,120}RequestMethod\.(\w{3,7})[^()\n]{0,80}["']$/,
  },
  {
    mark: /\bretrofit2?\b/,
    before: /@(GET|POST|PUT|PATCH|DELETE|HEAD)\s{0,4}\(\s{0,4}(?:value\s?=\s?)?["']$/,
  },
  { mark: /\bRefit\b/, before: /\[(Get|Post|Put|Patch|Delete|Head)\(\s{0,4}["']$/ },
];

/** Feign's own: `@RequestLine("GET /users/{id}")`. */
const requestLine = /@RequestLine\s{0,4}\(\s{0,4}(?:value\s?=\s?)?["'](\w{3,7}) {1,3}\/?$/;

/** The method that a line of a client interface declares, before the path that it stands on; lower case. */
export function declaredMethod(before: string, after: string, text: string): string | undefined {
  if (!/[@[]/.test(before)) return undefined;
  for (const { mark, before: pattern } of declared) {
    const method = pattern.exec(before)?.[1];
    if (method !== undefined && mark.test(text)) return method.toLowerCase();
  }
  // `@RequestMapping(value = "/users/{id}", method = RequestMethod.GET)`
  const late = /@RequestMapping\b/.test(before) && /RequestMethod\.(\w{3,7})/.exec(after.slice(0, 200))?.[1];
  if (late && /@FeignClient\b/.test(text)) return late.toLowerCase();
  return requestLine.exec(before)?.[1]?.toLowerCase();
}
