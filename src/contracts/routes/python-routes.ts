import type { Written } from './route.ts';
import { blockEnd, prefixesAt } from './scopes.ts';
import type { Scope } from './scopes.ts';

const framework =
  /\b(?:fastapi|flask|quart|sanic|litestar|starlette|django|rest_framework|flask_restx|flask_smorest|apiflask|ninja)\b|\bAPIRouter\b/;

const decorator =
  /^[ \t]{0,40}@([\w.]{1,80})\.(get|post|put|patch|delete|options|head|route|api_route)\(\s{0,80}(?:(?:path|rule)\s?=\s?)?([rf]?)(["'])([^"'\n]{0,300})\4/gm;

/** `app.add_url_rule("/users", view_func=users, methods=["GET"])` */
const ruled =
  /^[ \t]{0,40}(\w{1,60})\.(?:add_url_rule|add_api_route)\(\s{0,80}(["'])([^"'\n]{0,300})\2[^\n]{0,300}(?:\n[ \t]{1,40}[^\n()]{0,200}){0,6}/gm;

/** FastAPI, Flask and their like; Django URLs and the routers of its REST framework. */
export function pythonRoutes(path: string, text: string): readonly Written[] {
  if (!framework.test(text)) return [];
  const isDjango = /(?:^|\/)urls(?:\.py$|\/)/.test(path) || /\burlpatterns\b/.test(text);
  return [...decorated(text), ...(isDjango ? djangoRoutes(text) : [])];
}

function* decorated(text: string): Generator<Written> {
  const prefixes = prefixesOf(text);
  for (const match of text.matchAll(decorator)) {
    const [, receiver = '', verb = '', mark, , path = ''] = match;
    const paths = [prefixes.get(receiver) ?? '', mark === 'f' ? path.replace(/^\{[^{}]*\}/, '') : path];
    for (const method of methodsOf(verb, text.slice(match.index, match.index + 600)))
      yield { method, paths, at: match.index };
  }
  for (const match of text.matchAll(ruled)) {
    const paths = [prefixes.get(match[1] ?? '') ?? '', match[3] ?? ''];
    for (const method of methodsOf('route', match[0])) yield { method, paths, at: match.index };
  }
}

/** `@app.route('/users', methods=['GET', 'POST'])`; without a word about it these read. */
function methodsOf(verb: string, after: string): readonly (string | null)[] {
  if (verb !== 'route' && verb !== 'api_route') return [verb];
  const call = after.split(/\n[ \t]{0,40}(?:async\s+)?(?:def|class)\b/, 1)[0] ?? '';
  const listed = /\bmethods\s{0,4}=\s{0,4}[[({]([^\])}]{0,200})/.exec(call)?.[1];
  if (listed === undefined) return /\bmethods\s{0,4}=/.test(call) ? [null] : ['get'];
  const names = [...listed.matchAll(/["'](\w{3,7})["']/g)].map((match) => (match[1] ?? '').toLowerCase());
  return names.length === 0 ? [null] : names;
}

/** `router = APIRouter(prefix="/users")`, `bp = Blueprint("users", __name__, url_prefix="/users")` */
function prefixesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const made =
    /^[ \t]{0,8}(\w{1,60})\s{0,4}(?::[^=\n]{1,60})?=\s{0,4}(?:\w{1,40}\.)?(?:\w{0,40}Router|\w{0,40}Blueprint|Namespace)\(/gm;
  for (const match of text.matchAll(made)) {
    const start = match.index + match[0].length;
    const rest = text.slice(start, start + 800);
    const args = rest.slice(0, /^\)|\n\)|\)[ \t]*\n/m.exec(rest)?.index ?? rest.length);
    const prefix = /\b(?:url_)?prefix\s{0,4}=\s{0,4}["']([^"'\n]{0,200})["']/.exec(args)?.[1];
    if (prefix !== undefined) found.set(match[1] ?? '', prefix);
  }
  return found;
}

function* djangoRoutes(text: string): Generator<Written> {
  const scopes: Scope[] = [];
  const patterns =
    /\b(path|re_path|url)\(\s{0,80}r?(["'])([^"'\n]{0,300})\2\s{0,4},\s{0,80}(include\(\s{0,80}\[)?(include\()?/g;
  for (const match of text.matchAll(patterns)) {
    const path = withoutPatterns(match[3] ?? '');
    if (match[4] !== undefined)
      scopes.push({ prefix: path, from: match.index, to: blockEnd(text, match.index) });
    else if (match[5] === undefined)
      yield { method: null, paths: [...prefixesAt(scopes, match.index), path], at: match.index };
  }
  for (const match of text.matchAll(
    /\brouter\w{0,20}\.register\(\s{0,80}r?(["'])([^"'\n]{1,200})\1\s{0,4},/gi,
  )) {
    const path = withoutPatterns(match[2] ?? '');
    yield { method: null, paths: [path], at: match.index };
    yield { method: null, paths: [path, '{}'], at: match.index };
  }
}

/** `^users/(?P<pk>\d+)/$` as `users/{}` */
function withoutPatterns(path: string): string {
  return path
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/\(\?P<\w+>(?:[^()]|\([^()]*\))*\)/g, '{}');
}
