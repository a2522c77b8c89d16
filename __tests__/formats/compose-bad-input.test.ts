import { Unreadable } from '../../src/formats/format.ts';
import { factsOf, readText, service } from '../support/compose-reading.ts';

describe('compose on bad input', () => {
  test.each([
    ['', 0],
    ['# nothing\n', 0],
    ['services:\n', 0],
    ['services: [a]\n', 1],
    ['services:\n  api: text\n', 1],
    [service('image: "a:${X"'), 1],
    [service('environment: {A: {b: c}}', 'ports: 80', 'depends_on: 3', 'volumes: {a: b}'), 0],
  ])('%p gives %d gaps', (text, gaps) => {
    expect(readText(text).gaps).toHaveLength(gaps);
  });

  test.each([
    ['- a\n', 'unparsable'],
    ['services: {api: {image: a', 'unparsable'],
    ['services:\n  api:\n\timage: a\n', 'unparsable'],
    ['services:\n<<<<<<< ours\n  a: {}\n=======\n  b: {}\n>>>>>>> theirs\n', 'merge-conflict'],
    [`services: ${'['.repeat(20_000)}`, 'too-deep'],
  ])('refuses %#', (text, reason) => {
    expect(() => readText(text)).toThrow(Unreadable);
    expect(() => readText(text)).toThrow(expect.objectContaining({ reason }));
  });

  test('aliases that multiply, or hold themselves, end', () => {
    const levels = Array.from({ length: 60 }, (_, n) => `x-a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`);
    const bomb = `x-a0: &a0 ["\${X}"]\n${levels.join('\n')}\nservices:\n  api:\n    env_file: *a60\n    command: *a60\n`;
    expect(factsOf(bomb, 'read').map(({ name }) => name)).toContain('X');
    const cycle =
      'services:\n  api: &api\n    environment: *api\n    ports: &p [*p]\n    command: *p\n    <<: *api\n';
    expect(factsOf(cycle, 'unit')).toHaveLength(1);
    const many = `x-e: &e\n${Array.from({ length: 2000 }, (_, n) => `  E${n}: \${V${n}}`).join('\n')}\nservices:\n${Array.from({ length: 2000 }, (_, n) => `  s${n}: {labels: *e}`).join('\n')}\n`; // prettier-ignore
    expect(() => readText(many)).toThrow(expect.objectContaining({ reason: 'too-large' }));
    expect(() => readText(many.replaceAll('labels', 'environment'))).toThrow(expect.objectContaining({ reason: 'too-large' })); // prettier-ignore
  });

  test('a NUL byte or a huge line is no crash', () => {
    expect(factsOf(service('image: "a\0b"'), 'unit')).toHaveLength(1);
    expect(factsOf(service(`command: ${'$X '.repeat(50_000)}`), 'read')).toHaveLength(50_000);
  });
});
