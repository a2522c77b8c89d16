import { figaro } from '../../src/formats/figaro/format.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const text = `# settings
STRIPE_KEY: abc
pusher_app: "1"
production:
  STRIPE_KEY: def
  MAIL_HOST: <%= x %>
test:
  TEST_KEY: a
`;

describe('figaro', () => {
  test('variables of every environment that runs for others', async () => {
    expect(await factsOf(figaro, 'config/application.yml', text)).toBe(
      'supplied STRIPE_KEY, supplied pusher_app, supplied STRIPE_KEY, supplied MAIL_HOST',
    );
    expect(await factsOf(figaro, 'config/application.yml.sample', 'STRIPE_KEY: x')).toBe('documented STRIPE_KEY');
  }); // prettier-ignore

  test.each([
    ['config/application.yml', text, true],
    ['config/application.example.yml', text, true],
    ['src/main/resources/config/application.yml', 'spring:\n  x: 1\nA_B: 2\n', false],
    ['config/application.yml', 'server:\n  port: 1\n', false],
    ['config/other.yml', text, false],
  ])('%s', (path, content, expected) => {
    expect(figaro.matches(path) && figaro.recognises?.(content)).toBe(expected);
  });

  test.each([
    ['truncated', 'A_B: "x', 'unparsable'],
    ['no mapping', '- A_B', 'unparsable'],
    ['conflict', '<<<<<<< a\nA_B: 1\n=======\nA_B: 2\n>>>>>>> b\n', 'merge-conflict'],
    ['CRLF', 'A_B: 1\r\nC_D: 2\r\n', 'read, supplied A_B, supplied C_D'],
    ['deep', `A_B: ${'['.repeat(5000)}`, 'too-deep'],
    ['huge line', `A_B: "${'x'.repeat(400_000)}"`, 'read, supplied A_B'],
  ])('bad input: %s', async (_, content, expected) => {
    expect(await outcomeOf(figaro, 'config/application.yml', content)).toBe(expected);
  });
});
