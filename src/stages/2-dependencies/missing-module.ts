import { folderOf } from '../../formats/paths.ts';
import { nameKey } from '../../system/dropped-requirements.ts';
import { modulesOf } from '../../system/imports/module-names.ts';
import { isAside } from '../../system/aside.ts';
import type { PackageUse } from '../../system/package-uses.ts';
import type { Change, System } from '../../system/system.ts';

/** Modules that the runtime brings itself: a package of that name is a stand-in for where it is missing. */
const builtIn: Readonly<Record<string, RegExp>> = {
  npm: /^(?:assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|sqlite|stream|string_decoder|sys|test|timers|tls|tty|url|util|v8|vm|wasi|worker_threads|zlib)$/,
  pypi: /^(?:argparse|asyncio|configparser|contextvars|dataclasses|distribute|enum34|futures|importlib|pathlib|pip|setuptools|typing|unittest|uuid|wheel|zoneinfo)$/,
  rubygems:
    /^(?:base64|benchmark|bigdecimal|bundler|csv|date|delegate|digest|drb|erb|fiddle|forwardable|io-.*|json|logger|minitest|mutex_m|net-.*|observer|open-uri|open3|openssl|ostruct|pp|prime|pstore|psych|racc|rake|rdoc|readline|reline|resolv|rexml|rinda|rss|securerandom|set|singleton|stringio|strscan|syslog|tempfile|time|timeout|tmpdir|tsort|uri|weakref|yaml|zlib)$/,
};

export function isBuiltIn(ecosystem: string, name: string): boolean {
  return builtIn[ecosystem]?.test(name) === true;
}

/** React's names are those of Preact where that is asked for: bundlers put it in the place of React without being told. */
export function isPreacted(system: System, name: string): boolean {
  return (
    /^react(?:-dom)?$/.test(name) &&
    system.facts('requirement').some((asked) => asked.ecosystem === 'npm' && asked.name === 'preact')
  );
}

/** A package that is new goes on under the name of the old one: `whoosh` and `whoosh-reloaded`. */
export function isForked({ base, head }: Change, ecosystem: string, name: string): boolean {
  const own = `${nameKey({ ecosystem, name })}-`;
  const had = new Set(base.facts('requirement').map((asked) => nameKey(asked)));
  return head
    .facts('requirement')
    .some(
      (asked) => asked.ecosystem === ecosystem && nameKey(asked).startsWith(own) && !had.has(nameKey(asked)),
    );
}

/** A package of the repository itself has the name. */
export function isOwnPackage(system: System, name: string): boolean {
  return system.facts('manifest').some((manifest) => manifest.name === name);
}

/** Uses that need the package when the code runs, outside of examples and fixtures. */
export function needing(uses: readonly PackageUse[]): readonly PackageUse[] {
  return uses.filter(({ loose, path }) => !loose && !isAside(path) && !/\.d\.[cm]?ts$/.test(path));
}

/** Whether a module of that name may be the repository's own: a file or folder is called so. */
export function isLocal(system: System, ecosystem: string, name: string): boolean {
  const tops = new Set(
    modulesOf(ecosystem, name).map((module) =>
      ecosystem === 'pypi' ? (module.split('.')[0] ?? module) : module,
    ),
  );
  for (const path of system.tree.paths()) {
    const parts = path.split('/');
    const last = parts.pop() ?? '';
    if (parts.some((part) => tops.has(part)) || tops.has(last.replace(/\.[^.]+$/, ''))) return true;
  }
  return false;
}

/** Another package that some manifest asks for brings a module of the same name. */
export function isBroughtByAnother(system: System, ecosystem: string, name: string): boolean {
  const modules = new Set(modulesOf(ecosystem, name));
  const own = nameKey({ ecosystem, name });
  return system
    .facts('requirement')
    .some(
      (other) =>
        other.ecosystem === ecosystem &&
        (nameKey(other) === own || modulesOf(ecosystem, other.name).some((module) => modules.has(module))),
    );
}

/** Whether a `package.json` at or above a file names the package; `unknown` where one of them was not read. */
export function isDeclaredAbove({ head, uses }: Change, name: string, path: string): boolean | 'unknown' {
  const named = new Set(uses?.namedIn('npm', name) ?? []);
  let unread = false;
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const manifest = folder === '' ? 'package.json' : `${folder}/package.json`;
    const file = head.files.get(manifest);
    if (named.has(manifest)) return true;
    if (file?.facts.some((fact) => fact.kind === 'requirement' && fact.name === name)) return true;
    if (!file && head.tree.has(manifest)) unread = true;
    // Deno finds packages by its own settings.
    if (['deno.json', 'deno.jsonc'].some((each) => head.tree.has(folder === '' ? each : `${folder}/${each}`)))
      return 'unknown';
    if (folder === '') return unread ? 'unknown' : false;
  }
}
