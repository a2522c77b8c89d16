import { readingsOf } from '../../src/formats/dotenv/readings.ts';
import { readEnvText } from '../../src/formats/dotenv/loaders.ts';
import { codeEnvLoads } from '../../src/formats/env-loads.ts';
import { shellFacts } from '../../src/formats/shell-facts.ts';

describe('env files that programs load', () => {
  test.each([
    ['docker run --rm --env-file prod.env acme/api', ['docker prod.env .']],
    ['docker container run --env-file=a.env --env-file b.env acme/api', ['docker a.env .', 'docker b.env .']],
    ['cd deploy && docker compose --env-file prod.env up -d', ['compose prod.env deploy']],
    ['docker-compose --env-file=prod.env config', ['compose prod.env .']],
    ['node --env-file=.env --watch server.js', ['node .env .']],
    ['node --env-file-if-exists=.env server.js', ['node .env .']],
    ['docker build --env-file x .', []],
    ['docker run --env-file "$FILE" acme/api', []],
    ['docker run --env-file', []],
    ['echo --env-file x', []],
  ])('%s', (text, expected) => {
    const facts = shellFacts(text, { line: 1, directory: '', unit: 'test' });
    const loads = facts.flatMap((fact) =>
      fact.kind === 'env-load'
        ? [`${fact.loader} ${fact.path} ${fact.directory === '' ? '.' : fact.directory}`]
        : [],
    );
    expect(loads).toEqual(expected);
  });

  test.each([
    ['javascript', "import 'dotenv/config';\n", ['dotenv .env 1']],
    ['javascript', "\ndotenv.config({ path: 'config/local.env' });\n", ['dotenv config/local.env 2']],
    ['javascript', 'load_dotenv()\n', []],
    ['python', 'from dotenv import load_dotenv\nload_dotenv()\n', ['python-dotenv .env 2']],
    ['python', 'load_dotenv(dotenv_path="a.env")\n', ['python-dotenv a.env 1']],
    ['python', 'class Config:\n    env_file = "b.env"\n', ['python-dotenv b.env 2']],
  ] as const)('%s: %s', (language, text, expected) => {
    expect(codeEnvLoads(text, language).map(({ loader, path, line }) => `${loader} ${path} ${line}`)).toEqual(
      expected,
    );
  });
});

describe('readings of an env file', () => {
  const manners = (text: string): Readonly<Record<string, string>> => {
    const readings = readingsOf(text, readEnvText(text, 'dotenv').assignments);
    return Object.fromEntries(
      [...readings].map(([name, each]) => [name, each.map(({ as }) => as).join(' ')]),
    );
  };

  // dotenv, node, python-dotenv, compose, docker
  test.each([
    ['K=v\n', {}],
    ['K=pa#ss\n', { K: 'cut cut plain plain plain' }],
    ['K="v"\n', { K: 'plain plain plain plain quoted' }],
    ['L=1\nK=${L}x\n', { K: 'plain plain filled filled plain' }],
    ['K="a\\tb"\n', { K: 'plain plain escaped escaped quoted' }],
    // A loader that refuses the file is left out; the last of two lines counts.
    ['K=a#b\nK=c\n', {}],
    ['export K=v\n', {}],
  ])('%j', (text, expected) => {
    expect(manners(text)).toEqual(expected);
  });

  test('hold no value', () => {
    const text = 'K=canary#part\nL="canary ${K}"\n';
    const readings = readingsOf(text, readEnvText(text, 'dotenv').assignments);
    expect(readings.size).toBe(2);
    expect(JSON.stringify([...readings])).not.toContain('canary');
  });
});
