import { dotenv } from '../../src/formats/dotenv/format.ts';
import { readEnvFile } from '../../src/formats/dotenv/read.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { Fact } from '../../src/system/facts.ts';
import { digestOf, shapeOf } from '../../src/system/value-shape.ts';

function facts(text: string, path = '.env'): readonly Fact[] {
  return readEnvFile({ path, text }).facts;
}

/** `NAME:line` of every declaration. */
function names(text: string, path = '.env'): readonly string[] {
  return facts(text, path).flatMap((fact) =>
    fact.kind === 'declaration' ? [`${fact.name}:${fact.line}`] : [],
  );
}

describe('dotenv', () => {
  test.each([
    ['.env', 'supplied'],
    ['apps/api/.env.production.local', 'supplied'],
    ['config/worker.env', 'supplied'],
    ['.dev.vars', 'supplied'],
    ['.flaskenv', 'supplied'],
    ['.envrc', 'supplied'],
    ['.env.example', 'documented'],
    ['.env.local.sample', 'documented'],
    ['.env-dist', 'documented'],
    ['api.env.template', 'documented'],
    ['env.example', 'documented'],
    ['sample.env', 'documented'],
    ['.env.defaults', 'documented'],
    ['.envrc.example', 'documented'],
  ])('%s is %s', (path, role) => {
    expect(dotenv.matches(path)).toBe(true);
    expect(facts('export A=1\n', path)).toEqual([
      expect.objectContaining({ name: 'A', role, phase: 'run', line: 1 }),
    ]);
  });

  test.each([
    '.env.ts',
    'env.d.ts',
    '.env.vault',
    '.env.schema',
    '.environment',
    'environment.env.md',
    '.env.yml',
    '.env.gpg',
    'src/env/index.ts',
    '.env.keys',
  ])('leaves %s alone', (path) => {
    expect(dotenv.matches(path)).toBe(false);
  });

  test('keeps shapes, lines and duplicates', () => {
    const text =
      '# c\nexport A="x y" # c\n\nB=\'multi\nline\'\nA=2\r\nURL=postgres://u:p@db:5432/x?y#z\nEMPTY=\n';
    expect(facts(text)).toEqual([
      { kind: 'declaration', name: 'A', role: 'supplied', phase: 'run', line: 2, value: shapeOf('x y') },
      {
        kind: 'declaration',
        name: 'B',
        role: 'supplied',
        phase: 'run',
        line: 4,
        value: shapeOf('multi\nline'),
      },
      { kind: 'declaration', name: 'A', role: 'supplied', phase: 'run', line: 6, value: shapeOf('2') },
      expect.objectContaining({
        name: 'URL',
        line: 7,
        value: expect.objectContaining({ host: 'db', port: 5432 }),
      }),
      expect.objectContaining({ name: 'EMPTY', line: 8, value: expect.objectContaining({ type: 'empty' }) }),
    ]);
  });

  test('a commented name in an example may be set and need not be; in a real file it is nothing', () => {
    const text = '# Set A=1 to try\n# A=1\n#B=\n# export C=x\n# note: d=1\nE=1\n';
    expect(
      facts(text, '.env.example').map(
        (fact) => 'name' in fact && [fact.name, 'required' in fact && fact.required],
      ),
    ).toEqual([
      ['A', false],
      ['B', false],
      ['C', false],
      ['E', false],
    ]);
    expect(names(text)).toEqual(['E:6']);
  });

  test('values from elsewhere: the shell, secrets, other variables', () => {
    const text = [
      'FROM_SHELL',
      'ENC="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3d"',
      'SOPS=ENC[AES256_GCM,data:x,type:str]',
      'sops_version=3.9.0',
      'OP=op://vault/item/field',
      'URL=http://${HOST}:${PORT:-80}/',
      "RAW='${HOST}'",
      'DOLLAR=pa$word',
      'DB=postgres://u:${PW}@db:5432/x',
      '',
    ].join('\n');
    expect(
      facts(text).flatMap((fact) =>
        fact.kind === 'declaration' ? [[fact.name, fact.from, fact.value?.host]] : [],
      ),
    ).toEqual([
      ['FROM_SHELL', 'host', undefined],
      ['ENC', 'secret', undefined],
      ['SOPS', 'secret', undefined],
      ['OP', 'secret', undefined],
      ['URL', 'variable', undefined],
      ['RAW', undefined, undefined],
      ['DOLLAR', undefined, undefined],
      ['DB', 'variable', 'db'],
    ]);
    expect(facts(text).filter(({ kind }) => kind === 'read')).toEqual([
      { kind: 'read', name: 'HOST', strength: 'guarded', phase: 'run', via: 'dotenv', line: 6 },
      {
        kind: 'read',
        name: 'PORT',
        strength: 'defaulted',
        phase: 'run',
        via: 'dotenv',
        fallback: digestOf('80'),
        line: 6,
      },
      { kind: 'read', name: 'PW', strength: 'guarded', phase: 'run', via: 'dotenv', line: 9 },
    ]);
  });

  test('.envrc is a shell script', () => {
    const text = [
      'use flake',
      'PATH_add bin',
      'LOCAL=1',
      'export A=1 B="$(date)"',
      'export LOCAL FROM_SHELL',
      'dotenv',
      'dotenv_if_exists .env.local',
      'source_env ../shared/.envrc',
      "if has nix; then export C='x y'; fi",
      '',
    ].join('\n');
    expect(facts(text, '.envrc')).toEqual([
      { kind: 'declaration', name: 'A', role: 'supplied', phase: 'run', value: shapeOf('1'), line: 4 },
      { kind: 'declaration', name: 'B', role: 'supplied', phase: 'run', from: 'expression', line: 4 },
      { kind: 'declaration', name: 'LOCAL', role: 'supplied', phase: 'run', value: shapeOf('1'), line: 5 },
      { kind: 'declaration', name: 'FROM_SHELL', role: 'supplied', phase: 'run', from: 'host', line: 5 },
      { kind: 'include', path: '.env', required: true, line: 6 },
      { kind: 'include', path: '.env.local', required: false, line: 7 },
      { kind: 'include', path: '../shared/.envrc', required: true, line: 8 },
      { kind: 'declaration', name: 'C', role: 'supplied', phase: 'run', value: shapeOf('x y'), line: 9 },
    ]);
  });
});

describe('dotenv on bad input', () => {
  test.each([
    ['', []],
    ['\n\n# only\n', []],
    ['this is prose\nA=1\n{"json": 1}\n', ['Line 1 is no assignment (and 1 more)']],
    ['A="never closed\nB=1\n', ['Line 1 opens a quote that is never closed']],
    ['A="closed" junk\n', []],
    ['A=a\0b\n', []],
  ])('%p', (text, gaps) => {
    expect((readEnvFile({ path: '.env', text }).gaps ?? []).map(({ detail }) => detail)).toEqual(gaps);
  });

  test('refuses merge conflicts', () => {
    const text = 'A=1\n<<<<<<< ours\nB=1\n=======\nB=2\n>>>>>>> theirs\n';
    expect(() => facts(text)).toThrow(Unreadable);
  });

  test('no value is in any fact', () => {
    const secret = 'canary-9f8e7d';
    const text = `A=${secret}\nB="${secret}"\nC=\${X:-${secret}}\nD=https://u:${secret}@host/${secret}?k=${secret}\n${secret}\n`;
    for (const path of ['.env', '.env.example', '.envrc']) {
      expect(JSON.stringify(readEnvFile({ path, text }))).not.toContain(secret);
    }
  });

  test('a huge line and very many lines', () => {
    expect(names(`A=${'x'.repeat(900_000)}\nB=1\n`)).toEqual(['A:1', 'B:2']);
    expect(names('A=1\n'.repeat(100_000))).toHaveLength(100_000);
  });
});

describe('paths of builds', () => {
  test.each([
    ['CART_DOCKERFILE=./src/cart/Dockerfile', './src/cart/Dockerfile'],
    ['WEB_FILE=docker/web.Dockerfile', 'docker/web.Dockerfile'],
    ['BUILD_TARGET=production', 'production'],
    ['API_BUILD_CONTEXT=../api', '../api'],
    ['AD_DOCKERFILE=/etc/passwd', undefined],
    ['AD_DOCKERFILE=${ROOT}/Dockerfile', undefined],
    ['API_TARGET=production', undefined],
    ['API_KEY=sk_live_0123456789', undefined],
    ['BUILD_CONTEXT=https://user:secret@git.example.org/api.git', undefined],
    [`BUILD_CONTEXT=${'a'.repeat(300)}`, undefined],
  ])('%s', (text, path) => {
    const [fact] = facts(text);
    expect(fact?.kind === 'declaration' && fact.path).toBe(path);
  });
});
