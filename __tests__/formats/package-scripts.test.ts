import { readJson } from '../../src/formats/json.ts';
import { scriptFacts } from '../../src/formats/package-scripts.ts';
import { shellFacts } from '../../src/formats/shell-facts.ts';

describe('scriptFacts', () => {
  test('knows scripts, what they call and the files that are promised', () => {
    const manifest = readJson(`{
  "name": "@acme/api",
  "main": "./dist/index.js",
  "bin": { "acme": "bin/acme.js" },
  "scripts": {
    "build": "tsc -p . && npm run assets",
    "start": "NODE_ENV=production node --require ./tracing.js src/server.js --token t0ps3cret",
    "db": "cd ../db && ./migrate.sh up"
  }
}`);
    const script = { kind: 'script', runner: 'npm', package: '@acme/api' };
    const run = { kind: 'command', role: 'run', shell: true };
    expect(scriptFacts(manifest, 'apps/api/package.json')).toEqual([
      { kind: 'command', line: 3, unit: 'main', role: 'entrypoint', argv: ['node', './dist/index.js'], shell: false, directory: 'apps/api' },
      { kind: 'command', line: 4, unit: 'bin.acme', role: 'entrypoint', argv: ['node', 'bin/acme.js'], shell: false, directory: 'apps/api' },
      { ...script, line: 6, name: 'build', text: 'tsc -p . && npm run assets' },
      { kind: 'invocation', line: 6, runner: 'npm', name: 'assets', directory: 'apps/api', unit: 'scripts.build' },
      { ...script, line: 7, name: 'start', text: expect.any(String) as string },
      { ...run, line: 7, unit: 'scripts.start', argv: ['node', 'src/server.js'], directory: 'apps/api' },
      { ...script, line: 8, name: 'db', text: expect.any(String) as string },
      { ...run, line: 8, unit: 'scripts.db', argv: ['./migrate.sh'], directory: 'apps/db' },
    ]); // prettier-ignore
  });

  test('exports take the place of main', () => {
    const facts = scriptFacts(readJson('{ "main": "a.js", "exports": "./b.js" }'), 'package.json');
    expect(facts).toEqual([]);
  });

  test.each(['[]', '"x"', '{"scripts": []}', '{"scripts": {"a": 1, "b": null}, "main": {}}'])(
    'odd shapes are no failure: %s',
    (text) => {
      const facts = scriptFacts(readJson(text), 'package.json');
      expect(facts.filter(({ kind }) => kind !== 'script')).toEqual([]);
    },
  );
});

describe('shellFacts', () => {
  test.each([
    ['if [ -f ./x.sh ]; then bash x.sh; fi', 0],
    ['test -x x.sh && ./x.sh', 0],
    ['[ -z "$CI" ] && ./x.sh', 1],
  ])('files that need not be there: %s', (text, count) => {
    expect(shellFacts(text, { line: 1, directory: '', unit: 'a' })).toHaveLength(count);
  });

  test('keeps the line of each command and nothing where the folder is not known', () => {
    const text = 'set -e\ncd "$DIR"\nnode a.js\ncd "$GITHUB_WORKSPACE"\nnode b.js "$KEY" hunter2\nmake x';
    const facts = shellFacts(text, { line: 10, directory: 'web', unit: 'job' });
    expect(facts).toEqual([
      { kind: 'command', line: 14, unit: 'job', role: 'run', argv: ['node', 'b.js'], shell: true, directory: '' },
      { kind: 'invocation', line: 15, runner: 'make', name: 'x', directory: '', unit: 'job' },
    ]); // prettier-ignore
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });
});
