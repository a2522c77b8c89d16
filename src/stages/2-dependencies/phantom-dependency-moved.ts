import { code, list, text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import { hiddenMoves } from '../../system/packages-in-play.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { PackageUse } from '../../system/package-uses.ts';
import type { Change, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import {
  isBroughtByAnother,
  isBuiltIn,
  isDeclaredAbove,
  isLocal,
  isOwnPackage,
  needing,
} from './missing-module.ts';
import { milder } from './move-places.ts';

/** Code imports a package that no manifest names, and it went or broke with what brought it along. */
export const phantomDependencyMoved: ChangeRule = {
  kind: 'change',
  id: 'phantom-dependency-moved',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A package that code imports and no manifest names was dropped or took a breaking step',
  assumption: 'Assumes that another package keeps bringing along what code imports without naming it.',
  verify: 'Name the package in the manifest of the code that imports it, or stop importing it.',
  explanation: `Looks at packages that a lockfile held only because others need them, and that it holds no longer or in a version
beyond a breaking boundary, and searches all code of head for imports of them. Only where the tool lets code find what its
manifest does not name: npm, Yarn 1, Bun, and Python.

It stays silent where a manifest names the package, for modules of the runtime, for names that a file, folder or package
of the repository has, for imports of types only, for imports that may fail, and for examples and fixtures.

Severity: high where the package is gone, medium where it took a breaking step, low where it is
a part of a framework that a manifest names (Starlette of FastAPI); one step milder for tests.`,
  yieldsTo: ['removed-dependency-still-used'],
  check: (change) =>
    groupBy(hiddenMoves(packageMoves(change)), ({ ecosystem, name }) => `${ecosystem}\0${name}`).flatMap(
      (moves) => problemOf(change, moves) ?? [],
    ),
};

function problemOf(change: Change, moves: readonly [PackageMove, ...PackageMove[]]): Problem | null {
  const move = moves.find(({ kind }) => kind === 'removed') ?? moves[0];
  const { ecosystem, name, from, to, pair } = move;
  if (isBuiltIn(ecosystem, name) || isOwnPackage(change.head, name)) return null;
  const gone =
    move.kind === 'removed' && ![...pair.head.packages.values()].some((each) => each.name === name);
  // One version of several went: code may see the one that stays.
  if (move.kind === 'removed' && !gone) return null;
  const folder = pair.head.folder === '' ? '' : `${pair.head.folder}/`;
  const uses = needing(change.uses?.of(ecosystem, name) ?? []).filter(
    (use) => use.path.startsWith(folder) && isPhantom(change, ecosystem, name, use),
  );
  const [use] = uses;
  if (!use || isBroughtByAnother(change.head, ecosystem, name) || isLocal(change.head, ecosystem, name))
    return null;
  const severity = gone ? 'high' : isOfFramework(change.head, ecosystem, name) ? 'low' : 'medium';
  const was = move.before[0];
  const is = move.after[0];
  return {
    subject: name,
    identity: [pair.head.path, name, to ?? ''],
    severity: uses.every(({ test }) => test) ? milder(severity) : severity,
    confidence: 'likely',
    title: gone
      ? text`${code(use.path)} imports ${code(name)}, which no manifest names and ${code(pair.head.path)} no longer holds`
      : text`${code(use.path)} imports ${code(name)}, which no manifest names and which went from ${code(from ?? '')} to ${code(to ?? '')}`,
    assumption: gone
      ? text`Assumes that something else still brings ${code(name)} along.`
      : text`Assumes that code written for ${code(name)} ${code(from ?? '')} works with ${code(to ?? '')}, which came in by way of another package.`,
    detail: text`${[uses.length === 1 ? 'One file imports' : `${uses.length} files import`]} it: ${list(
      uses.map(({ path }) => path),
      4,
    )}.`,
    verify: text`Name ${code(name)} in the manifest of the code that imports it, or stop importing it.`,
    at: { path: use.path, line: use.line },
    atBase: was ? { path: was.file, line: was.line } : null,
    related: [
      ...(is
        ? [{ path: is.file, line: is.line, side: 'head' as const, note: text`locked at ${code(is.version)}` }]
        : []),
      ...uses.slice(1, 6).map(({ path, line }) => ({
        path,
        line,
        side: 'head' as const,
        note: ['imports it, too'],
      })),
    ],
  };
}

/** Packages that a framework is made of, and that its users import because its own guides do. */
const frameworks: Readonly<Record<string, readonly string[]>> = {
  'pypi starlette': ['fastapi'],
  'pypi pydantic': ['fastapi', 'pydantic-settings', 'sqlmodel'],
  'pypi pydantic-core': ['pydantic', 'fastapi'],
  'pypi werkzeug': ['flask'],
  'pypi jinja2': ['flask'],
  'pypi click': ['flask', 'typer'],
  'pypi sqlalchemy': ['sqlmodel', 'flask-sqlalchemy'],
  'pypi botocore': ['boto3'],
  'npm webpack': ['next', '@nestjs/cli'],
  'npm vite': ['vitest', 'astro', '@sveltejs/kit', 'nuxt'],
  'npm express': ['@nestjs/platform-express'],
};

function isOfFramework(system: System, ecosystem: string, name: string): boolean {
  const owners = frameworks[`${ecosystem} ${name}`] ?? [];
  return system.facts('requirement').some((asked) => owners.includes(asked.name.toLowerCase()));
}

function isPhantom(change: Change, ecosystem: string, name: string, { path }: PackageUse): boolean {
  return ecosystem !== 'npm' || isDeclaredAbove(change, name, path) === false;
}
