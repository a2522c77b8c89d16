import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { GitRepository } from '../support/git-repository.ts';
import type { Files } from '../support/git-repository.ts';

const cli = resolve(process.env['SYSTEM_DRIFT_DIST'] ?? 'dist', 'cli.js');

interface Parsed {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly subject: string; readonly stage: string }[];
  readonly gaps: readonly { readonly path: string | null; readonly reason: string }[];
}

/** Beside each bad file stands a change that must be found whatever the bad file is like. */
const witness = {
  base: {
    'ops/compose.yaml':
      'services:\n  db:\n    image: postgres:15\n    volumes: [data:/var/lib/postgresql/data]\nvolumes: {data: {}}\n',
  },
  head: {
    'ops/compose.yaml':
      'services:\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\nvolumes: {data: {}}\n',
  },
};

const bomb = `a: &a [x]\n${Array.from(
  { length: 30 },
  (_, n) =>
    `b${n}: &b${n} [${Array(9)
      .fill(n === 0 ? '*a' : `*b${n - 1}`)
      .join(', ')}]`,
).join('\n')}\nservices: *b29\n`;
const goodCompose = 'services:\n  api:\n    image: a:1\n';
const goodOpenapi = 'openapi: 3.0.3\ninfo: {title: x, version: "1"}\npaths: {}\n';
const ref = (target: string): string =>
  `openapi: 3.0.3\ninfo: {title: x, version: "1"}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {description: ok, content: {application/json: {schema: {$ref: ${JSON.stringify(target)}}}}}\n`;

const cases: readonly (readonly [name: string, base: Files, head: Files, path: string, said: RegExp])[] = [
  [
    'broken YAML',
    { 'compose.yaml': goodCompose },
    { 'compose.yaml': 'services: [\n' },
    'compose.yaml',
    /unparsable/,
  ],
  [
    'broken JSON',
    { 'package.json': '{"scripts":{}}' },
    { 'package.json': '{"scripts":' },
    'package.json',
    /unparsable/,
  ],
  [
    'broken lockfile',
    { 'package-lock.json': '{"lockfileVersion":3,"packages":{}}' },
    { 'package-lock.json': '{"lockfileVersion":3,' },
    'package-lock.json',
    /unparsable/,
  ],
  [
    'broken TOML',
    { 'mise.toml': '[tools]\nnode = "22"\n' },
    { 'mise.toml': '[tools\nnode = ' },
    'mise.toml',
    /unparsable/,
  ],
  [
    'merge markers',
    { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
    { 'pnpm-lock.yaml': "<<<<<<< a\nlockfileVersion: '9.0'\n=======\nlockfileVersion: '6.0'\n>>>>>>> b\n" },
    'pnpm-lock.yaml',
    /merge-conflict/,
  ],
  [
    'UTF-16 without a mark',
    { 'compose.yaml': goodCompose },
    { 'compose.yaml': Buffer.from(goodCompose, 'utf16le') },
    'compose.yaml',
    /encoding/,
  ],
  ['NUL bytes', { '.env': 'A=1\n' }, { '.env': 'A=1\0\nB=2\n' }, '.env', /encoding/],
  [
    'an 80 MB lockfile',
    {},
    { 'package-lock.json': Buffer.alloc(80 << 20, 0x20) },
    'package-lock.json',
    /too-large/,
  ],
  ['an alias bomb', { 'compose.yaml': goodCompose }, { 'compose.yaml': bomb }, 'compose.yaml', /./],
  [
    'deep nesting',
    {},
    { 'compose.yaml': `services: ${'['.repeat(5000)}${']'.repeat(5000)}\n` },
    'compose.yaml',
    /too-deep|unparsable/,
  ],
  [
    'deep JSON',
    {},
    { 'package.json': `{"scripts":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}` },
    'package.json',
    /too-deep|unparsable/,
  ],
  [
    'an unknown lockfile version',
    {},
    { 'package-lock.json': '{"lockfileVersion": 99, "packages": {}}' },
    'package-lock.json',
    /unsupported-version/,
  ],
  [
    '$ref to http',
    { 'openapi.yaml': goodOpenapi },
    { 'openapi.yaml': ref('http://127.0.0.1:9/x.yaml') },
    'openapi.yaml',
    /reference-refused/,
  ],
  [
    '$ref to file',
    { 'openapi.yaml': goodOpenapi },
    { 'openapi.yaml': ref('file:///etc/passwd') },
    'openapi.yaml',
    /reference-refused/,
  ],
  [
    '$ref above the root',
    { 'openapi.yaml': goodOpenapi },
    { 'openapi.yaml': ref('../../../etc/passwd') },
    'openapi.yaml',
    /reference-refused/,
  ],
];

describe('bad input costs its own file and nothing else', () => {
  const git = new GitRepository();

  beforeAll(() => {
    git.commit(
      cases.flatMap(([, base, head], n) => [
        { name: `base-${n}`, files: { ...witness.base, ...base } },
        { name: `head-${n}`, parent: `base-${n}`, files: { ...witness.head, ...head } },
      ]),
    );
  });

  afterAll(() => git.remove());

  const compare = (base: string, head: string): Parsed => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, 'diff', base, head, '--repo', git.path, '--format', 'json'],
      { encoding: 'utf8', timeout: 60_000 },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    return JSON.parse(stdout) as Parsed;
  };

  test.each(cases.map(([name, , , path, said], n) => [name, n, path, said] as const))(
    '%s',
    (_name, n, path, said) => {
      const report = compare(`base-${n}`, `head-${n}`);
      expect(report.findings.map(({ rule }) => rule)).toContain('stateful-image-major-bump');
      const about = [
        ...report.gaps.filter((gap) => gap.path === path).map(({ reason }) => reason),
        ...report.findings.filter(({ subject }) => subject === path).map(({ rule }) => rule),
      ];
      expect(about.join(' ')).toMatch(said);
      expect(report.gaps.filter(({ reason }) => /crashed/.test(reason))).toEqual([]);
    },
  );

  test('cyclic $ref ends, and a change inside the cycle is found', () => {
    const cyclic = (type: string): string =>
      `openapi: 3.0.3\ninfo: {title: x, version: "1"}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}\ncomponents:\n  schemas:\n    A: {type: object, required: [v], properties: {v: {type: ${type}}, next: {$ref: '#/components/schemas/B'}}}\n    B: {type: object, properties: {back: {$ref: '#/components/schemas/A'}}}\n`;
    git.commit([
      { name: 'cycle-base', files: { ...witness.base, 'openapi.yaml': cyclic('string') } },
      {
        name: 'cycle-head',
        parent: 'cycle-base',
        files: { ...witness.head, 'openapi.yaml': cyclic('integer') },
      },
    ]);
    const report = compare('cycle-base', 'cycle-head');
    expect(report.findings.filter(({ stage }) => stage === 'contracts')).toHaveLength(1);
    expect(report.gaps).toEqual([]);
  });

  test('CRLF, a byte order mark and UTF-16 with a mark are read like the rest', () => {
    const text = (image: string): string =>
      `services:\r\n  db:\r\n    image: ${image}\r\n    volumes: ["data:/var/lib/mysql"]\r\nvolumes: {data: {}}\r\n`;
    const marked = (image: string): Buffer =>
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(image), 'utf16le')]);
    git.commit([
      {
        name: 'crlf-base',
        files: {
          ...witness.base,
          'a/compose.yaml': text('mysql:5.7'),
          'b/compose.yaml': `\ufeff${text('mysql:5.7')}`,
          'c/compose.yaml': marked('mysql:5.7'),
        },
      },
      {
        name: 'crlf-head',
        parent: 'crlf-base',
        files: {
          ...witness.head,
          'a/compose.yaml': text('mysql:8.4'),
          'b/compose.yaml': `\ufeff${text('mysql:8.4')}`,
          'c/compose.yaml': marked('mysql:8.4'),
        },
      },
    ]);
    const report = compare('crlf-base', 'crlf-head');
    expect(report.findings.filter(({ rule }) => rule === 'stateful-image-major-bump')).toHaveLength(4);
    expect(report.gaps).toEqual([]);
  });

  test('file names with quotes, line breaks, dashes and bytes that are not UTF-8', () => {
    const names = [
      'a "quoted" compose.yaml',
      'line\nbreak/compose.yaml',
      '--output=x/compose.yaml',
      '`tick`|<img>/compose.yaml',
      '@everyone/compose.yaml',
    ];
    const all = (image: string): Files =>
      Object.fromEntries(
        names.map((name) => [name, witness.base['ops/compose.yaml'].replace('postgres:15', image)]),
      );
    git.commit([
      { name: 'names-base', files: { ...witness.base, ...all('postgres:15') } },
      { name: 'names-head', parent: 'names-base', files: { ...witness.head, ...all('postgres:16') } },
    ]);
    const report = compare('names-base', 'names-head');
    expect(
      report.findings.filter(({ rule }) => rule === 'stateful-image-major-bump').length,
    ).toBeGreaterThanOrEqual(5);
    const { stdout } = spawnSync(
      process.execPath,
      [cli, 'diff', 'names-base', 'names-head', '--repo', git.path, '--format', 'markdown'],
      { encoding: 'utf8' },
    );
    // Inside a code span nothing has a meaning.
    const outside = stdout.replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(outside).not.toMatch(/<img>|@everyone/);
  });
});
