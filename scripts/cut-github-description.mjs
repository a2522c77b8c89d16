// Cuts the operations that the Action uses out of GitHub's own description of its REST API. The
// tests' stand-in for GitHub checks every request, and every answer of its own, against this slice.
// Run it after adding an operation below: node scripts/cut-github-description.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const operations = [
  'get /repos/{owner}/{repo}/commits/{ref}',
  'get /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'get /repos/{owner}/{repo}/compare/{basehead}',
  'get /repos/{owner}/{repo}/dependency-graph/compare/{basehead}',
  'get /repos/{owner}/{repo}/git/commits/{commit_sha}',
  'get /repos/{owner}/{repo}/git/ref/{ref}',
  'get /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'get /repos/{owner}/{repo}/pulls/{pull_number}',
  'patch /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'post /repos/{owner}/{repo}/issues/{issue_number}/comments',
];

// The package is some 400 MB, so it is no dependency; the slice is committed.
const version = '23.0.2';
const target = new URL('../__tests__/e2e/github-api.json', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'github-description-'));
try {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `@octokit/openapi@${version}`];
  execFileSync('npm', install, { cwd: folder, stdio: 'inherit' });
  const path = join(folder, 'node_modules/@octokit/openapi/generated/api.github.com.json');
  const text = JSON.stringify(cut(JSON.parse(readFileSync(path, 'utf8'))));
  writeFileSync(target, await format(text, { ...(await resolveConfig(target)), parser: 'json' }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function cut(description) {
  const slice = {
    openapi: description.openapi,
    info: {
      title: description.info.title,
      version: description.info.version,
      license: description.info.license,
    },
    paths: {},
    components: {},
  };
  for (const operation of operations) {
    const [method, path] = operation.split(' ');
    const found = description.paths[path]?.[method];
    if (!found) throw new Error(`GitHub's description has no ${operation}`);
    slice.paths[path] ??= {};
    slice.paths[path][method] = keep(strip(found), description, slice);
  }
  const sorted = {};
  for (const kind of Object.keys(slice.components).sort()) {
    sorted[kind] = Object.fromEntries(
      Object.entries(slice.components[kind]).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
  return { ...slice, components: sorted };
}

/** Copies into the slice whatever a part refers to, and what that refers to. */
function keep(part, description, slice) {
  JSON.stringify(part, (key, value) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    const [, , kind, name] = value.split('/');
    slice.components[kind] ??= {};
    if (!(name in slice.components[kind])) {
      slice.components[kind][name] = strip(description.components[kind][name]);
      keep(slice.components[kind][name], description, slice);
    }
    return value;
  });
  return part;
}

/** Takes off what is for readers only. Below `properties` a key is a name, whatever it says. */
function strip(value, isNames = false) {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (value === null || typeof value !== 'object') return value;
  const forReaders = [
    'description',
    'example',
    'examples',
    'externalDocs',
    'summary',
    'tags',
    'title',
    'x-github',
  ];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !forReaders.includes(key))
      .map(([key, inner]) => [key, strip(inner, !isNames && key === 'properties')]),
  );
}
