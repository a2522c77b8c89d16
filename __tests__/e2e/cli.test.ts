import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GitRepository } from '../support/git-repository.ts';

const cli = resolve(process.env['SYSTEM_DRIFT_DIST'] ?? 'dist', 'cli.js');

function run(args: readonly string[], cwd = tmpdir(), env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

interface Parsed {
  readonly verdict: string;
  readonly startHere: string | null;
  readonly comparison: { readonly base: string | null; readonly head: string; readonly baseIs: string };
  readonly stages: readonly { readonly stage: string; readonly state: string }[];
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly id: string }[];
  readonly gaps: readonly { readonly path: string | null; readonly reason: string; readonly stage: string }[];
}

const compose = (image: string): string =>
  `services:\n  db:\n    image: ${image}\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n`;

describe('the command line', () => {
  const git = new GitRepository();
  const scratch = mkdtempSync(join(tmpdir(), 'system-drift-cli-'));

  beforeAll(() => {
    git.commit([
      { name: 'main', files: { 'compose.yaml': compose('postgres:15'), 'README.md': 'x\n' } },
      { name: 'change', parent: 'main', files: { 'compose.yaml': compose('postgres:17') } },
      { name: 'words', parent: 'main', files: { 'README.md': 'y\n' } },
      {
        name: 'lenient',
        files: { 'compose.yaml': compose('postgres:15'), '.github/system-drift.yml': 'fail-on: never\n' },
      },
      {
        name: 'strict-head',
        parent: 'lenient',
        files: { 'compose.yaml': compose('postgres:17'), '.github/system-drift.yml': 'fail-on: info\n' },
      },
      { name: 'typo', files: { '.github/system-drift.yml': 'fail-onn: high\n' } },
      { name: 'mended', parent: 'typo', files: { '.github/system-drift.yml': 'fail-on: high\n' } },
    ]);
  });

  afterAll(() => {
    git.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  const diff = (base: string, head: string, ...more: readonly string[]) =>
    run(['diff', base, head, '--repo', git.path, ...more]);
  const json = (base: string, head: string): Parsed =>
    JSON.parse(diff(base, head, '--format', 'json').stdout) as Parsed;

  test('blocks at the gate with exit code 1, and passes below it with 0', () => {
    expect(diff('main', 'change').status).toBe(1);
    expect(diff('main', 'change', '--fail-on', 'never').status).toBe(0);
    expect(diff('main', 'words').status).toBe(0);
    expect(json('main', 'change')).toMatchObject({
      verdict: 'blocked',
      findings: [{ rule: 'stateful-image-major-bump' }],
    });
    expect(json('main', 'words')).toMatchObject({ verdict: 'clear', findings: [], gaps: [] });
  });

  test('says which commits it compared and why, by default against the default branch', () => {
    git.git('symbolic-ref', 'HEAD', 'refs/heads/change');
    const { stdout } = run(['diff', '--repo', git.path, '--format', 'json']);
    expect((JSON.parse(stdout) as Parsed).comparison).toEqual({
      base: git.git('rev-parse', 'main'),
      head: git.git('rev-parse', 'change'),
      baseIs: 'merge base of main and HEAD',
    });
  });

  test('takes policy from base, whatever head says', () => {
    expect(json('lenient', 'strict-head').verdict).toBe('drift');
    expect(json('strict-head', 'lenient').verdict).toBe('blocked');
  });

  test('a change that mends broken settings is judged by the defaults, and that is said', () => {
    expect(json('typo', 'mended')).toMatchObject({
      verdict: 'incomplete',
      gaps: [{ path: '.github/system-drift.yml', reason: 'unparsable' }],
    });
  });

  test.each([
    [['diff', 'nowhere', '--repo', '@'], /nowhere is not a commit/],
    [['diff', 'a', 'b', 'c', '--repo', '@'], /at most two commits/],
    [['diff', '--format', 'xml', '--repo', '@'], /--format cannot be xml/],
    [['diff', '--fail-on', 'hihg', '--repo', '@'], /--fail-on cannot be hihg/],
    [['diff', '--verbose'], /verbose/],
    [['dif'], /dif is not a command/],
    [['diff', '--repo', tmpdir()], /not inside a git repository/],
    [['diff', 'typo', 'typo', '--repo', '@'], /fail-onn[\s\S]*fail-on/],
    [
      ['diff', 'main', 'change', '--settings', '/nowhere.yml', '--repo', '@'],
      /\/nowhere\.yml cannot be read/,
    ],
    [['rules', 'no-such-rule'], /no rule no-such-rule/],
    [['facts'], /facts takes one path/],
  ])('%j is wrong use: exit code 2, one clear message, no stack', (args, message) => {
    const { status, stderr, stdout } = run(args.map((arg) => (arg === '@' ? git.path : arg)));
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
  });

  test('branch names that look like options are names', () => {
    git.git('update-ref', 'refs/heads/--output=x', git.git('rev-parse', 'change'));
    expect(run(['diff', '--repo', git.path, '--format', 'json', '--', 'main', '--output=x']).status).toBe(1);
    expect(existsSync('x')).toBe(false);
  });

  test('every format is written to a file too, without colour', () => {
    for (const format of ['terminal', 'markdown', 'json', 'sarif']) {
      const path = join(scratch, format);
      const { stdout } = diff('main', 'change', '--format', format, '--output', path);
      expect(stdout).toBe('');
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('stateful-image-major-bump');
      expect(text).not.toContain('\u001b');
    }
  });

  test('audit reports one commit and gates only when told to', () => {
    git.commit([
      {
        name: 'broken',
        files: { 'compose.yaml': 'services:\n  api:\n    image: a:1\n    env_file: gone.conf\n' },
      },
    ]);
    expect(run(['audit', 'broken', '--repo', git.path]).status).toBe(0);
    const { status, stdout } = run([
      'audit',
      'broken',
      '--repo',
      git.path,
      '--format',
      'json',
      '--fail-on',
      'high',
    ]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      comparison: { base: null },
      findings: [{ rule: 'env-file-missing' }],
    });
  });

  test('the demo shows something true in each of the six stages', () => {
    const { status, stdout } = run(['demo', '--format', 'json']);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Parsed & {
      readonly codePath: unknown[];
      readonly evidence: unknown[];
    };
    const rules = report.findings.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining([
        'env-not-supplied-to-service',
        'stateful-image-major-bump',
        'direct-breaking-bump',
        'startup-order-weakened',
        'script-removed-still-called',
        'contract-operation-removed',
      ]),
    );
    expect(report.stages.slice(0, 4).map(({ state }) => state)).toEqual([
      'blocked',
      'blocked',
      'blocked',
      'blocked',
    ]);
    expect(report.codePath.length).toBeGreaterThan(0);
    expect(report.evidence.length).toBeGreaterThan(0);
    expect(report.gaps).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('system-drift-demo-'))).toEqual([]);
  });

  test('the demo is the same every time', () => {
    const strip = (text: string): string => text.replace(/"timing": \{[^}]*\}/, '');
    const [first, second] = [run(['demo', '--format', 'json']), run(['demo', '--format', 'json'])];
    expect(strip(first.stdout)).toBe(strip(second.stdout));
  });

  test('init writes a workflow and settings, and never over what is there', () => {
    const folder = mkdtempSync(join(scratch, 'init-'));
    expect(run(['init'], folder).stdout).toMatch(
      /written {2}\.github\/workflows\/system-drift\.yml\nwritten/,
    );
    writeFileSync(join(folder, '.github/system-drift.yml'), '# mine\n');
    expect(run(['init'], folder).stdout).toMatch(/left as it is {2}\.github\/workflows/);
    expect(readFileSync(join(folder, '.github/system-drift.yml'), 'utf8')).toBe('# mine\n');
    // What it writes are settings that it takes.
    const fresh = mkdtempSync(join(scratch, 'init-'));
    run(['init'], fresh);
    expect(diff('main', 'change', '--settings', join(fresh, '.github/system-drift.yml')).status).toBe(0);
  });

  test('facts reads a file on disk, at a commit, and under another name', () => {
    const path = join(scratch, 'whatever');
    writeFileSync(path, 'API_KEY=secret-value\n');
    const asEnv = JSON.parse(run(['facts', path, '--as', '.env']).stdout) as {
      format: string;
      facts: object[];
    };
    expect(asEnv).toMatchObject({
      format: 'dotenv',
      facts: [{ kind: 'declaration', name: 'API_KEY', line: 1 }],
    });
    const atCommit = run(['facts', 'compose.yaml', '--at', 'main', '--repo', git.path]);
    expect(JSON.parse(atCommit.stdout)).toMatchObject({ path: 'compose.yaml', format: 'compose' });
    expect(JSON.parse(run(['facts', path]).stdout)).toMatchObject({
      format: null,
      gaps: [{ reason: 'unsupported-format' }],
    });
  });

  test('rules are listed, and shown in full', () => {
    expect(run(['rules']).stdout).toMatch(/1\. Config \/ env integrity\n {3}env-read-undeclared/);
    expect(run(['rules', 'env-read-undeclared']).stdout).toMatch(/Assumption {2}Assumes/);
  });

  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(run(['--version']).stdout.trim()).toBe(version);
  });
});
