import { folderOf, joinPath } from '../../formats/paths.ts';
import { isCommented } from './scopes.ts';

/** Where a file puts the routes of another one. */
export interface Mount {
  /** as written, without prefixes around it */
  readonly prefix: string;
  /** the other file as this one names it */
  readonly module: string;
  /** where the other file may stand, best guess first; relative to the root */
  readonly targets: readonly string[];
  /** offset in the text */
  readonly at: number;
}

/** Mounts of routers from other files: Express and Hono, Fastify's plugins, FastAPI, Flask, Django. Linear in the text. */
export function mountsIn(path: string, text: string): readonly Mount[] {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const found = /^[cm]?[jt]s$/.test(ending)
    ? [...inJavascript(path, text)]
    : ending === 'py'
      ? [...inPython(path, text)]
      : [];
  return found.filter(({ at }) => !isCommented(text, at));
}

const asked = String.raw`(?:require|import)\(\s{0,4}["'\x60]([^"'\x60\n]{1,200})["'\x60]\s{0,4}\)(?:\.\w{1,40})?`;

/** `app.use('/users', requireUser, users)`, `app.route('/users', users)`: what comes last is mounted. */
const used = new RegExp(
  String.raw`\.(?:use|route)\(\s{0,40}["'\x60](\/[^"'\x60\n]{0,200})["'\x60]\s{0,4},((?:[^();]|\([^()\n]{0,100}\)){1,300}?)\)\s{0,4}(?:;|\n|,|$)`,
  'gm',
);

/** `app.register(users, { prefix: '/users' })` */
const registered = new RegExp(
  String.raw`\.register\(\s{0,40}(?:${asked}|([\w$]{1,60}))\s{0,4},\s{0,40}\{[^{}]{0,200}?\bprefix:\s{0,4}["'\x60](\/[^"'\x60\n]{0,200})["'\x60]`,
  'g',
);

function* inJavascript(path: string, text: string): Generator<Mount> {
  if (!/\.(?:use|route|register)\(/.test(text)) return;
  const modules = modulesOf(text);
  const mount = (prefix: string, module: string | undefined, at: number): readonly Mount[] => {
    if (module === undefined) return [];
    const targets = javascriptFiles(path, module);
    return targets.length > 0 ? [{ prefix, module, targets, at }] : [];
  };
  for (const { index, 1: prefix = '', 2: args = '' } of text.matchAll(used)) {
    const last = args.split(',').findLast((each) => each.trim() !== '') ?? '';
    const inline = new RegExp(asked).exec(last)?.[1];
    const name = /^\s*([\w$]+)(?:\.[\w$]+)?(?:\(\))?\s*$/.exec(last)?.[1];
    yield* mount(prefix, inline ?? modules.get(name ?? ''), index);
  }
  for (const { index, 1: inline, 2: name = '', 3: prefix = '' } of text.matchAll(registered))
    yield* mount(prefix, inline ?? modules.get(name), index);
}

/** Modules that names of a file come from. */
function modulesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (clause: string, module: string): void => {
    for (const [, name = ''] of clause.matchAll(/([\w$]+)\s*(?=[,}]|$)/g)) found.set(name, module);
  };
  const imported = /\bimport\s{1,4}([^'"`;()=]{1,2000}?)\s{1,4}from\s{0,4}["']([^"'\n]{1,300})["']/g;
  for (const [, clause = '', module = ''] of text.matchAll(imported)) add(clause, module);
  const required =
    /\b(?:const|let|var)\s{1,4}([\w$]{1,60}|\{[^{}]{1,500}\})\s{0,4}=\s{0,4}require\(\s{0,4}["'`]([^"'`\n]{1,300})["'`]\s{0,4}\)/g;
  for (const [, clause = '', module = ''] of text.matchAll(required)) add(clause, module);
  return found;
}

function javascriptFiles(path: string, module: string): readonly string[] {
  // `@/routes/users`: from the folder of the sources.
  const alias = /^[@~]\//.exec(module)?.[0];
  const source = /^(?:.*\/)?src(?=\/)/.exec(path)?.[0];
  const base =
    alias === undefined
      ? /^\.{1,2}(?:\/|$)/.test(module)
        ? joinPath(folderOf(path), module)
        : null
      : joinPath(source ?? '', module.slice(alias.length));
  if (base === null) return [];
  const bare = base.replace(/\.[cm]?[jt]s$/, '');
  return ['ts', 'js', 'mts', 'mjs', 'cjs', 'tsx'].flatMap((ending) => [
    `${bare}.${ending}`,
    `${bare}/index.${ending}`,
  ]);
}

/** `app.include_router(users.router, prefix="/users")`, `app.register_blueprint(users, url_prefix="/users")` */
const included =
  /\.(?:include_router|register_blueprint)\(\s{0,40}([\w.]{1,120})((?:[^()]|\([^()]{0,200}\)){0,600})\)/g;

/** `path("users/", include("users.urls"))` */
const nested =
  /\b(?:path|re_path|url)\(\s{0,80}r?["']\^?([^"'\n]{0,200})["']\s{0,4},\s{0,80}include\(\s{0,80}\(?\s{0,80}["']([\w.]{1,200})["']/g;

function* inPython(path: string, text: string): Generator<Mount> {
  for (const { index, 1: prefix = '', 2: module = '' } of text.matchAll(nested))
    yield { prefix, module, targets: pythonFiles(path, module), at: index };
  if (!/\.(?:include_router|register_blueprint)\(/.test(text)) return;
  const modules = importsOf(text);
  for (const { index, 1: given = '', 2: args = '' } of text.matchAll(included)) {
    const prefix = /\b(?:url_)?prefix\s{0,4}=\s{0,4}f?["'](?:\{[^{}]{0,80}\})?([^"'\n]{0,200})["']/.exec(
      args,
    )?.[1];
    // Without one, or with one that is computed, the routes stand as their file says.
    if (prefix === undefined) continue;
    const [name = ''] = given.split('.');
    const [module, ...above] = modules.get(name) ?? [];
    if (module === undefined) continue;
    const targets = [module, ...above].flatMap((each) => pythonFiles(path, each));
    yield { prefix, module: name, targets, at: index };
  }
}

/** Modules that a name may come from: `from app.api import users` is `app.api.users`, or something in `app.api`. */
function importsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const listed =
    /^[ \t]{0,8}from\s{1,4}([\w.]{1,200})\s{1,4}import\s{1,4}(\([^()]{1,3000}\)|[^\n(]{1,500})/gm;
  for (const [, module = '', names = ''] of text.matchAll(listed))
    for (const [, name = '', alias = name] of names.matchAll(/(\w+)(?:\s+as\s+(\w+))?\s*(?=[,)\n#]|$)/g))
      found.set(alias, [module.endsWith('.') ? module + name : `${module}.${name}`, module]);
  return found;
}

/** A module may be named from any folder above; `src` and the like come before it. */
function pythonFiles(path: string, module: string): readonly string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const inner = module.slice(dots).replaceAll('.', '/');
  const found: string[] = [];
  let folder = folderOf(path);
  if (dots > 0) {
    for (let up = 1; up < dots; up += 1) folder = folderOf(folder);
    found.push(...filesAt(folder, inner));
  } else
    for (; ; folder = folderOf(folder)) {
      found.push(...filesAt(folder, inner));
      if (folder === '') break;
    }
  return found;
}

function filesAt(folder: string, inner: string): readonly string[] {
  const start = folder === '' ? inner : `${folder}/${inner}`;
  return [`${start}.py`, `${start}/__init__.py`];
}
