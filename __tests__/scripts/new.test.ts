import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = new URL('../..', import.meta.url).pathname;

/** The project's own scripts, run where they can do no harm. */
describe('npm run new', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'system-drift-new-'));
    for (const path of [
      'src',
      'scripts',
      'package.json',
      'tsconfig.json',
      '.prettierrc.json',
      '.oxlintrc.json',
    ]) {
      cpSync(join(project, path), join(copy, path), { recursive: true });
    }
    for (const folder of ['__tests__', 'bench']) mkdirSync(join(copy, folder));
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const make = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/new.mjs', ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const read = (path: string) => readFileSync(join(copy, path), 'utf8');
  /** Paths that a tool complains about, of those that were written. */
  const complaints = (tool: string, ...args: readonly string[]) => {
    const script = join(project, 'node_modules', tool);
    const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return (stdout + stderr).split('\n').filter((line) => /service-went-quiet|quadlet/.test(line));
  };

  test('writes a rule and a format that fit in', () => {
    expect(make('rule', 'service-went-quiet', 'wiring')).toMatchObject({ status: 0 });
    expect(make('format', 'quadlet-unit').output).toContain('  __tests__/formats/quadlet-unit.test.ts\n');

    const registry = read('src/stages/3-wiring/index.ts');
    expect(registry).toContain("import { serviceWentQuiet } from './service-went-quiet.ts';");
    expect(registry).toMatch(/\[[^\]]*\bserviceWentQuiet,?\s*\];/);
    expect(read('src/formats/index.ts')).toMatch(/\[[^\]]*\bquadletUnit,?\s*\];/);
    expect(read('__tests__/scenarios/wiring/service-went-quiet/silent-when-it-holds.yml')).toContain(
      'expect: []',
    );

    expect(complaints('typescript/bin/tsc', '-p', '.')).toEqual([]);
    expect(
      complaints('prettier/bin/prettier.cjs', '--check', 'src/stages', 'src/formats', '__tests__'),
    ).toEqual([]);
  });

  test('the new ones are registered and work', () => {
    const script = `
      import { loadTypeScript } from './scripts/load-typescript.mjs';
      const { rules } = await loadTypeScript(process.cwd(), 'src/stages/index.ts');
      const { formats } = await loadTypeScript(process.cwd(), 'src/formats/index.ts');
      const format = formats.find((one) => one.matches('ops/quadlet-unit.conf'));
      const { facts } = await format.read({ path: 'ops/quadlet-unit.conf', text: 'A = 1' });
      const rule = rules.find(({ id }) => id === 'service-went-quiet');
      console.log(JSON.stringify([rule.stage, format.id, facts.map(({ kind, name, line }) => [kind, name, line])]));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual(['wiring', 'quadlet-unit', [['declaration', 'A', 1]]]);
  });

  test.each([
    [['rule', 'service-went-quiet', 'wiring'], 'Already there'],
    [['rule', 'Service_Quiet'], 'An id is kebab-case'],
    [['rule', '../../etc'], 'An id is kebab-case'],
    [
      ['rule', 'some-thing', 'weather'],
      'There is no stage weather with rules. There are: config, dependencies',
    ],
    [['plugin', 'x'], 'Use: npm run new rule'],
    [[], 'An id is kebab-case'],
  ])('refuses %j', (args, words) => {
    const { status, output } = make(...args);
    expect(status).toBe(2);
    expect(output).toContain(words);
  });
});
