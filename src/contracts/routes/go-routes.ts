import type { Written } from './route.ts';
import { blockEnd, prefixesAt } from './scopes.ts';
import type { Scope } from './scopes.ts';

const framework =
  /"(?:net\/http|github\.com\/(?:gin-gonic\/gin|labstack\/echo|go-chi\/chi|gorilla\/mux|gofiber\/fiber|julienschmidt\/httprouter|fasthttp\/router)(?:\/v\d+)?)"/;

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';

const verb = new RegExp(
  `\\b([\\w.]{1,80})\\.(${methods}|Get|Post|Put|Patch|Delete|Head|Options|Any|All)\\(\\s{0,40}"([^"\\n]{0,300})"\\s{0,4},`,
  'g',
);

const handle = /\b([\w.]{1,80})\.(?:HandleFunc|Handle)\(\s{0,40}"([^"\n]{1,300})"\s{0,4},/g;

const named = new RegExp(
  `\\b([\\w.]{1,80})\\.(?:Handle|Handler|HandlerFunc|HandleFunc|Method|MethodFunc|Add)\\(\\s{0,40}(?:"(${methods})"|http\\.Method(\\w{3,7}))\\s{0,4},\\s{0,40}"([^"\\n]{1,300})"`,
  'g',
);

/** Gin, Echo, chi, gorilla/mux, Fiber, httprouter and net/http. */
export function goRoutes(text: string): readonly Written[] {
  return framework.test(text) ? [...registrations(text)] : [];
}

function* registrations(text: string): Generator<Written> {
  const scopes = [...scopesOf(text)];
  const groups = groupsOf(text);
  const written = (at: number, receiver: string, method: string | null, path: string): Written => ({
    method,
    paths: [...prefixesAt(scopes, at), groups.get(receiver) ?? '', path],
    at,
  });
  for (const { index, 1: receiver = '', 2: name = '', 3: path = '' } of text.matchAll(verb)) {
    if (isClient(receiver, name) && !groups.has(receiver)) continue;
    yield written(index, receiver, /^a/i.test(name) ? null : name.toLowerCase(), path);
  }
  for (const { index, 1: receiver = '', 2: path = '' } of text.matchAll(handle)) {
    // `mux.HandleFunc("GET /users/{id}", ...)`
    const inside = new RegExp(`^(${methods}) +[^/]*(/.*)$`).exec(path);
    if (inside) yield written(index, receiver, (inside[1] ?? '').toLowerCase(), inside[2] ?? '');
    else for (const method of methodsAfter(text, index)) yield written(index, receiver, method, path);
  }
  for (const match of text.matchAll(named)) {
    const [, receiver = '', plain, constant, path = ''] = match;
    yield written(match.index, receiver, (plain ?? constant ?? '').toLowerCase(), path);
  }
}

/** `client.Post("/users", "application/json", body)`; routers have such methods too, and in capitals none but routers. */
function isClient(receiver: string, name: string): boolean {
  return !/^[A-Z]{2}/.test(name) && /(?:^|\.)(?:http|req|request|resty|r\.R)$|client$/i.test(receiver);
}

/** `.HandleFunc("/users", list).Methods("GET", http.MethodHead)` */
function methodsAfter(text: string, at: number): readonly (string | null)[] {
  const statement = text.slice(at, at + 400).split(/\)\n(?!\s*\.)/, 1)[0] ?? '';
  const listed = /\.\s{0,80}Methods\(([^()]{0,200})/.exec(statement)?.[1];
  if (listed === undefined) return [null];
  const names = [...listed.matchAll(/"(\w{3,7})"|http\.Method(\w{3,7})/g)];
  return names
    .map((match) => (match[1] ?? match[2] ?? '').toLowerCase())
    .filter((name) => name !== 'options');
}

/** `users := api.Group("/users")`, `sub := router.PathPrefix("/users").Subrouter()` */
function groupsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const made =
    /\b(\w{1,60})\s{0,4}:?=\s{0,4}([\w.]{1,80})\.(?:Group|PathPrefix|Party)\(\s{0,10}"([^"\n]{0,200})"/g;
  for (const [, name = '', from = '', path = ''] of text.matchAll(made))
    found.set(name, `${found.get(from) ?? ''}/${path}`);
  return found;
}

/** `r.Route("/users", func(r chi.Router) {` */
function* scopesOf(text: string): Generator<Scope> {
  for (const match of text.matchAll(/\.(?:Route|Group)\(\s{0,10}"([^"\n]{0,200})"\s{0,4},\s{0,4}func\(/g))
    yield { prefix: match[1] ?? '', from: match.index, to: blockEnd(text, match.index) };
}
