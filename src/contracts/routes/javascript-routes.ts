import type { Written } from './route.ts';

const verbs = 'get|post|put|patch|delete|options|head|all';

/** Servers that are told their routes by methods. */
const server =
  /(?:from|require\(|import)\s{0,4}["'](?:express|express-promise-router|fastify|hono|@hono\/[\w-]+|koa-router|@koa\/router|restify|polka|elysia|itty-router|h3|@fastify\/[\w-]+)(?:\/[\w-]+)?["']/;

const nest = /["']@nestjs\/common["']/;

const router = /^(?:app|router|server|fastify|hono|routes?|instance|api|v\d|\w*(?:Router|App|Routes|Api))$/;

/** `const users = express.Router()`, `const items = new Hono<Env>()`: what is called otherwise may be a router, too. */
const constructed =
  /\b(?:const|let|var)\s{1,4}([\w$]{1,60})\s{0,4}(?::[^=\n]{1,80})?=\s{0,4}(?:new\s{1,4})?(?:\w{1,40}\.)?(?:Router|PromiseRouter|express|fastify|Fastify|Hono|OpenAPIHono|Elysia|polka)(?:<[^>]{0,200}>)?\(/g;

const call = new RegExp(
  `(?:(?:^|[^\\w$.])([\\w$]{1,60})|(?:\\n[ \\t]{1,40}|\\bnew (?:OpenAPI)?Hono(?:<[^>]{0,200}>)?\\(\\)))\\.(${verbs})(?:<[^>\\n]{0,200}>)?\\(\\s{0,80}(["'\`])((?:\\$\\{[\\w.]{1,60}\\})?\\/[^"'\`\\n]{0,300})\\3\\s{0,10},`,
  'g',
);

/** Express, Fastify, Hono, Koa and their like; NestJS controllers. */
export function javascriptRoutes(text: string): readonly Written[] {
  if (nest.test(text)) return nestRoutes(text);
  return server.test(text) ? [...calls(text), ...chained(text), ...described(text)] : [];
}

function* calls(text: string): Generator<Written> {
  const prefixes = prefixesOf(text);
  const made = new Set([...text.matchAll(constructed)].map((match) => match[1]));
  for (const match of text.matchAll(call)) {
    const [, receiver, verb = '', , path = ''] = match;
    if (receiver !== undefined && !router.test(receiver) && !prefixes.has(receiver) && !made.has(receiver))
      continue;
    const prefix = receiver === undefined ? '' : (prefixes.get(receiver) ?? '');
    yield { method: methodOf(verb), paths: [prefix, plainStart(path)], at: match.index + 1 };
  }
}

/** `router.route('/users').get(list).post(create)` */
function* chained(text: string): Generator<Written> {
  for (const match of text.matchAll(/\.route\(\s{0,20}(["'`])(\/[^"'`\n]{0,300})\1\s{0,4}\)/g)) {
    const rest = text.slice(match.index + match[0].length, match.index + 2000);
    const end = /;|\n\s{0,40}\n|\n[^\s.)}]/.exec(rest)?.index ?? rest.length;
    for (const verb of rest.slice(0, end).matchAll(new RegExp(`\\.(${verbs})\\(`, 'g')))
      yield { method: methodOf(verb[1] ?? ''), paths: [match[2] ?? ''], at: match.index };
  }
}

/** `fastify.route({ method: 'GET', url: '/users' })`, `createRoute({ method: 'get', path: '/users' })` */
function* described(text: string): Generator<Written> {
  for (const match of text.matchAll(/(?:\.route|\bcreateRoute)\(\s{0,20}\{/g)) {
    const body = text.slice(match.index, match.index + 600);
    const method = /\bmethod:\s{0,4}["'`](\w{3,7})["'`]/.exec(body)?.[1];
    const path = /\b(?:url|path):\s{0,4}["'`](\/[^"'`\n]{0,300})["'`]/.exec(body)?.[1];
    if (method !== undefined && path !== undefined)
      yield { method: method.toLowerCase(), paths: [path], at: match.index };
  }
}

/** What routers of this file are mounted on, or made with. */
function prefixesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const mounted =
    /\.(?:use|route|mount|register)\(\s{0,40}["'`](\/[^"'`\n]{0,200})["'`]\s{0,4},\s{0,40}([\w$]{1,60})\s{0,4}\)/g;
  for (const [, path = '', name = ''] of text.matchAll(mounted)) found.set(name, path);
  const made =
    /(?:const|let|var)\s{1,4}([\w$]{1,60})\s{0,4}=\s{0,4}new\s{1,4}\w{1,40}(?:<[^>\n]{0,100}>)?\((?:\{[^{}]{0,300}?\bprefix:\s{0,4}["'`](\/[^"'`\n]{0,200})["'`][^{}]{0,300}\}\)|[^()\n]{0,100}\)\s{0,40}\.basePath\(\s{0,4}["'`](\/[^"'`\n]{0,200})["'`])/g;
  for (const [, name = '', prefix, base] of text.matchAll(made)) found.set(name, prefix ?? base ?? '');
  return found;
}

const controller =
  /@Controller\(\s{0,20}(?:\[?\s{0,20}(["'`])([^"'`\n]{0,200})\1[^\]()\n]{0,200}\]?|\{[^{}]{0,300}?\bpath:\s{0,4}(["'`])([^"'`\n]{0,200})\3[^{}]{0,300}\}|(\{[^{}]{0,300}\})?)\s{0,20}\)/g;

const handler =
  /@(Get|Post|Put|Patch|Delete|All|Head|Options)\(\s{0,20}(?:(["'`])([^"'`\n]{0,300})\2|\[([^[\]()]{1,600})\])?\s{0,20},?\s{0,20}\)/g;

/** `@Controller('users')` above the class, `@Get(':id')` above a method. */
function nestRoutes(text: string): readonly Written[] {
  const controllers = [...text.matchAll(controller)];
  return [...text.matchAll(handler)].flatMap((match): readonly Written[] => {
    const own = controllers.findLast(({ index }) => index < match.index);
    if (!own) return [];
    const [, verb = '', , path = '', several] = match;
    const all = several === undefined ? [path] : quotedIn(several);
    return all.map((each) => ({
      method: methodOf(verb.toLowerCase()),
      paths: [own[2] ?? own[4] ?? '', each],
      at: match.index,
    }));
  });
}

/** `['/users', '/people']` */
function quotedIn(list: string): readonly string[] {
  return [...list.matchAll(/["'`]([^"'`\n]{0,300})["'`]/g)].map((match) => match[1] ?? '');
}

function methodOf(verb: string): string | null {
  return verb === 'all' ? null : verb;
}

/** What is put in before the path is a prefix that stands elsewhere. */
function plainStart(path: string): string {
  return path.replace(/^\$\{[^{}]*\}/, '');
}
