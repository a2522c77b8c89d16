import { prose } from '../../src/formats/prose/format.ts';
import { readProse } from '../../src/formats/prose/read.ts';

const read = (text: string): readonly unknown[] =>
  readProse({ path: 'docs/setup.md', text }).facts.map((fact) =>
    fact.kind === 'compose-start' ? `${fact.line} ${fact.paths.join(' ')}` : fact.kind,
  );

describe('prose', () => {
  test.each([
    ['README.md', true],
    ['docs/run.mdx', true],
    ['CHANGELOG.md', false],
    ['docs/release-notes.md', false],
    ['docs/upgrading.md', false],
    ['compose.yaml', false],
  ])('%s is one: %s', (path, expected) => {
    expect(prose.matches(path)).toBe(expected);
  });

  test.each([
    ['docker compose -f a.yml up', true],
    ['docker-compose --file=a.yml up', true],
    ['docker compose up -d', false],
    ['compose your own -- f', false],
  ])('recognises %j: %s', (text, expected) => {
    expect(prose.recognises?.(text)).toBe(expected);
  });

  test.each([
    ['```sh\ndocker compose -f a.yml -f b.yml up -d\n```\n', ['2 a.yml b.yml']],
    [
      '1. Run\n\n   ```console\n   $ docker-compose -f a.yml \\\n     -f b.yml up\n   ```\n',
      ['4 a.yml b.yml'],
    ],
    ['> ~~~bash\n> cd deploy && docker compose -f a.yml up\n> ~~~\n', ['2 deploy/a.yml']],
    ['```\ngit clone https://git.example.org/x\ncd x\ndocker compose -f a.yml up\n```', ['4 a.yml']],
    ['Use `docker compose -f a.yml -f b.yml up` for it.\r\n', ['1 a.yml b.yml']],
    ['```yaml\nrun: docker compose -f a.yml up\n```\n', []],
    ['```sh\ndocker compose -f a.yml logs -f web\ndocker compose -f $FILE up\n```\n', []],
    ['docker compose -f a.yml up', []],
    ['```sh\ndocker compose -f a.yml up', []],
    ['', []],
    ['\0```\0', []],
    ['`'.repeat(5000), []],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
