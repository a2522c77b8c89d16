import { folderOf } from '../../formats/paths.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { PassThrough, Read } from '../../system/facts.ts';
import { isShownToClients } from '../../system/inlined-names.ts';
import type { Located, System } from '../../system/system.ts';
import { codeReads, isToolingPath, strongest } from '../../system/variables.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** Code that Turborepo builds reads a variable that Turborepo does not let through. */
export const turboEnvUndeclared: IntegrityRule = {
  kind: 'integrity',
  id: 'turbo-env-undeclared',
  stage: 'config',
  severity: 'medium',
  summary: 'A build that Turborepo runs reads a variable that its configuration does not let through',
  assumption: 'Assumes that the variable reaches the task although `turbo.json` does not list it.',
  verify: 'Run `turbo run build --dry` and look at the variables of the task.',
  explanation: `In strict mode, which is the default of version 2, a task of Turborepo sees only the variables that
\`globalEnv\`, \`globalPassThroughEnv\`, or its own \`env\` and \`passThroughEnv\` list; all others are not there, whatever the
machine sets, and a changed value does not miss the cache. It looks at variables that a workspace package cannot be built
without (\`next.config.js\`, \`vite.config.ts\` …) and that neither the root's nor the package's \`turbo.json\` lists.

It also asks about a file whose other variables are all listed: there the list is kept, and one was forgotten.

It stays silent where no \`turbo.json\` lists any variable, in loose mode, in version 1, for what frameworks let through by
their prefix (\`NEXT_PUBLIC_\`, \`VITE_\`), and for names that platforms provide.`,
  yieldsTo: ['env-read-undeclared', 'env-renamed-partially'],
  check: (system) => {
    const filters = system
      .facts('env-filter')
      .filter(({ tool, file }) => tool === 'turbo' && !isTestPath(file));
    return filters.flatMap((root) => {
      // A package's own file adds to the one above it.
      const isRoot = !filters.some((other) => other !== root && holds(folderOf(other.file), root.file));
      return isRoot && root.strict ? problemsIn(system, folderOf(root.file)) : [];
    });
  },
};

function holds(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function problemsIn(system: System, root: string): readonly Problem[] {
  const listed = system
    .facts('pass-through')
    .filter(({ tool, file }) => tool === 'turbo' && holds(root, file) && !isTestPath(file));
  if (listed.length === 0) return [];
  const reads = codeReads(system);
  return [...reads].flatMap(([name, all]) => {
    if (
      isShownToClients(name) ||
      isSetByScript(system, name) ||
      system.isProvided(name) ||
      /^(?:TURBO|VERCEL)_/.test(name)
    )
      return [];
    const filtered = all.filter(
      ({ file, phase }) =>
        phase !== 'ci' &&
        isInPackage(system, root, file) &&
        !isToolingPath(file) &&
        !isListed(listed, root, file, name),
    );
    const build = filtered.filter(({ phase, strength }) => phase === 'build' && strength === 'required');
    const kept = filtered.filter(
      (read) => read.strength === 'required' && isKeptFile(system, listed, root, read),
    );
    const read = strongest(build) ?? strongest(kept);
    return read ? [problemOf(system, read, build.length > 0, listed[0])] : [];
  });
}

/** `"build": "UMD=1 vite build"`: the task sets it by itself. */
function isSetByScript(system: System, name: string): boolean {
  return system.facts('script').some(({ text: command }) => command?.includes(`${name}=`) === true);
}

/** In a workspace package: below the root, with a manifest of its own. */
function isInPackage({ tree }: System, root: string, path: string): boolean {
  if (!/\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(path)) return false;
  for (
    let folder = folderOf(path);
    folder !== root && holds(root, folder) && folder !== '';
    folder = folderOf(folder)
  )
    if (tree.has(`${folder}/package.json`)) return true;
  return false;
}

/** By the root's file, or by one in a folder above the code. `!X` takes a name out again. */
function isListed(
  listed: readonly Located<PassThrough>[],
  root: string,
  path: string,
  name: string,
): boolean {
  const own = listed.filter(({ file }) => folderOf(file) === root || holds(folderOf(file), path));
  const matching = own.filter(({ pattern }) => matches(pattern.replace(/^!/, ''), name));
  return matching.some(({ pattern }) => !pattern.startsWith('!'));
}

/** `*` stands for any characters. Each part is looked for once, whatever the pattern. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}

const enough = 4;

/** All other variables of the file are listed, and they are enough to call it a habit. */
function isKeptFile(
  system: System,
  listed: readonly Located<PassThrough>[],
  root: string,
  read: Located<Read>,
): boolean {
  const others = new Set(
    system
      .facts('read')
      .filter(({ file, name, strength }) => file === read.file && name !== read.name && strength !== 'prefix')
      .map(({ name }) => name)
      .filter((name) => !system.isProvided(name) && !isShownToClients(name)),
  );
  return others.size >= enough && [...others].every((name) => isListed(listed, root, read.file, name));
}

function problemOf(
  system: System,
  read: Located<Read>,
  build: boolean,
  list: Located<PassThrough> | undefined,
): Problem {
  const { name } = read;
  return {
    subject: name,
    identity: [name],
    severity: build ? 'medium' : 'low',
    confidence: build ? 'likely' : 'possible',
    title: text`${code(name)} is read in a task of Turborepo, and no ${code('turbo.json')} lists it`,
    assumption: build
      ? text`Assumes ${code(name)} reaches the build of ${code(read.file)} although Turborepo filters it`
      : text`Assumes ${code(name)} reaches the tasks of Turborepo that need it; does it?`,
    detail: text`In strict mode a task does not see it, and its value is no part of the cache's key.`,
    verify: text`Run ${code('turbo run build --dry')} and look at the variables of the task`,
    at: placeOf(read),
    ...(list
      ? { related: [{ ...placeOf(list), side: system.side, note: text`what passes is listed here` }] }
      : {}),
  };
}
