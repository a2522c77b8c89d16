import { digestOf, shapeOf } from '../../src/system/value-shape.ts';
import { factsOf, service } from '../support/compose-reading.ts';

describe('compose environment', () => {
  test('environment as a map: literal, escaped, pass-through, interpolated', () => {
    const text = service(
      'environment:',
      '  A: "on"',
      '  B: $$HOME',
      '  C:',
      '  D: ${D:-4}',
      '  E: ${SECRET}',
      '  F: "postgres://u:${PW}@db:5432/app"',
      '  G: 08',
    );
    expect(
      factsOf(text, 'declaration').map(({ name, line, value, from }) => ({ name, line, value, from })),
    ).toEqual([
      { name: 'A', line: 4, value: shapeOf('on'), from: undefined },
      { name: 'B', line: 5, value: shapeOf('$HOME'), from: undefined },
      { name: 'C', line: 6, value: undefined, from: 'host' },
      { name: 'D', line: 7, value: shapeOf('4'), from: 'variable' },
      { name: 'E', line: 8, value: undefined, from: 'variable' },
      { name: 'F', line: 9, value: expect.objectContaining({ host: 'db', port: 5432 }), from: 'variable' },
      { name: 'G', line: 10, value: shapeOf('08'), from: undefined },
    ]);
  });

  test('environment as a list, and build args', () => {
    const text = service(
      'build:',
      '  context: .',
      '  args: [NODE=20, TOKEN]',
      'environment: [A=1=2, B, "not a name=x"]',
    );
    const common = { kind: 'declaration', role: 'supplied', unit: 'api' };
    expect(factsOf(text, 'declaration')).toEqual([
      { ...common, name: 'NODE', phase: 'build', line: 5, value: shapeOf('20') },
      { ...common, name: 'TOKEN', phase: 'build', line: 5, from: 'host' },
      { ...common, name: 'A', phase: 'run', line: 6, value: shapeOf('1=2') },
      { ...common, name: 'B', phase: 'run', line: 6, from: 'host' },
    ]);
  });

  test('reads of the compose command, through anchors by each service that shares them', () => {
    const text = [
      'x-env: &env',
      '  LOG: ${LOG:-info}',
      'x-unused: ${UNUSED}',
      'services:',
      '  api:',
      '    environment:',
      '      <<: *env',
      '      A: ${A:?set it}',
      '  worker:',
      '    environment: *env',
      '    image: acme/worker:${TAG}',
      '    command: |',
      '      run',
      '      --level ${LEVEL+debug} --twice ${TAG-${OTHER-x}}',
      '',
    ].join('\n');
    const reads = factsOf(text, 'read').map(({ name, strength, unit, line, fallback }) =>
      [
        name,
        strength,
        unit ?? '-',
        line,
        fallback === undefined ? '' : fallback === digestOf('x') ? 'x' : 'other',
      ].join(' '),
    );
    expect(reads).toEqual([
      'LOG defaulted api 2 other',
      'LOG defaulted worker 2 other',
      'UNUSED guarded - 3 ',
      'A required api 8 ',
      'TAG guarded worker 11 ',
      'LEVEL defaulted worker 14 ',
      'TAG defaulted worker 14 x',
      'OTHER defaulted worker 14 x',
    ]);
  });

  test('env files in every form; a path that a variable decides only opens the environment', () => {
    const text = service(
      'env_file:',
      '  - .env',
      '  - path: ./local.env',
      '    required: false',
      '  - .env.${STAGE}',
    );
    expect(factsOf(text, 'env-file')).toEqual([
      { kind: 'env-file', unit: 'api', path: '.env', required: true, line: 4 },
      { kind: 'env-file', unit: 'api', path: './local.env', required: false, line: 5 },
    ]);
    expect(factsOf(text, 'unit')[0]?.open).toEqual([
      'env_file .env',
      'env_file ./local.env',
      'env_file .env.${STAGE}',
    ]);
    expect(factsOf(service('env_file: .env.${STAGE:-dev}'), 'env-file')[0]?.path).toBe('.env.dev');
  });

  test('CRLF keeps lines', () => {
    const text = service('environment:', '  A: ${A}', '  B: 1').replaceAll('\n', '\r\n');
    expect(factsOf(text, 'declaration').map(({ name, line }) => [name, line])).toEqual([
      ['A', 4],
      ['B', 5],
    ]);
  });
});
