import { php } from '../../src/formats/php/format.ts';
import { symfonyConfig } from '../../src/formats/symfony-config/format.ts';
import { outcomeOf } from '../support/code-facts.ts';
import { configFactsOf } from '../support/config-facts.ts';

const path = 'app/Services/Shop.php';
const read = (text: string) => configFactsOf(php, path, `<?php\n${text}`);

describe('php: variables and their strength', () => {
  test.each([
    [
      'env',
      "env('A'); env('B', 'x'); env('C', null); env('D', $x);",
      'guarded A, defaulted B=, guarded C, defaulted D',
    ],
    ['getenv', "$a = getenv('A');", 'guarded A'],
    ['with a default', "$a = getenv('A') ?: 'x';", 'defaulted A='],
    ['or throws', "$a = getenv('A') ?: throw new X();", 'required A'],
    [
      'list',
      "$a = $_ENV['A']; $b = $_ENV['B'] ?? 'x'; $c = $_ENV['C'] ?? throw new X();",
      'guarded A, defaulted B=, required C',
    ],
    [
      'server',
      "$a = $_SERVER['APP_ENV']; $b = $_SERVER['HTTP_HOST']; $c = $_SERVER['REQUEST_URI'];",
      'guarded APP_ENV',
    ],
    ['throws when absent', "if (!getenv('A')) { throw new X(); }", 'required A'],
    ['throws when false', "$a = getenv('A');\nif ($a === false) { throw new X(); }", 'required A'],
    ['dies', "$a = getenv('A') or die('A');", 'required A'],
    ['exits', "if (empty($_ENV['A'])) { exit(1); }", 'required A'],
    ['isset', "$a = isset($_ENV['A']) ? $_ENV['A'] : 'x';", 'defaulted A=, guarded A'],
    ['tested', "if (getenv('A')) { use_it(); }", 'guarded A'],
    ['computed', 'getenv("A_{$x}"); getenv($x);', 'prefix A_, prefix '],
    ['written', "$_ENV['A'] = 'x';", ''],
    ['a method', "$this->env('A'); Foo::env('B');", ''],
    [
      'Symfony',
      "$x->set('%env(int:A)%', '%env(default:p:B)%', '%env(C)%');",
      'required A, defaulted B, required C',
    ],
    ['comment and string', "// getenv('A')\n$x = 'getenv(B)';", ''],
  ])('%s', async (_, body, expected) => {
    expect(await read(body)).toBe(expected);
  });
});

describe('php: keys of Laravel', () => {
  test.each([
    [
      'helper',
      "config('a.b'); config('a.c', 1); config(['a.d' => 1]); config('app');",
      'guarded a.b, defaulted a.c, key a.d…',
    ],
    [
      'facade',
      "Config::get('a.b'); Config::set('a.c', 1); Config::string('a.d');",
      'guarded a.b, required a.d, key a.c…',
    ],
    ['repository', "config()->get('a.b'); config()->integer('a.c');", 'guarded a.b, required a.c'],
    ['or throws', "$a = config('a.b') ?? throw new X();", 'required a.b'],
  ])('%s', async (_, body, expected) => {
    expect(await read(body)).toBe(expected);
  });

  test.each([
    [
      'nested',
      "return ['a' => 1, 'b' => ['c' => env('C'), 'd' => []], 'e' => [1, 2]];",
      'guarded C, key shop.a, key shop.b, key shop.b.c…, key shop.b.d, key shop.e, key shop',
    ],
    ['spread', "return ['a' => 1, ...$more];", 'key shop.a, key shop…'],
    ['computed', 'return array_merge($a, $b);', 'key shop…'],
    ['nothing', '$x = 1;', ''],
  ])('given: %s', async (_, body, expected) => {
    expect(await configFactsOf(php, 'config/shop.php', `<?php\n${body}`)).toBe(expected);
  });
});

test.each([
  [
    'variables',
    "parameters:\n    a: '%env(A)%'\n    # '%env(B)%'\n    c: '%env(default::int:C)%'\n",
    'required A, defaulted C',
  ],
  ['a parameter as fallback', "parameters:\n    env(A): x\n    a: '%env(resolve:A)%'\n", 'defaulted A'],
])('symfony: %s', async (_, text, expected) => {
  expect(await configFactsOf(symfonyConfig, 'config/services.yaml', text)).toBe(expected);
});

describe('php: bad input', () => {
  const good = "<?php\n$a = getenv('A') ?: throw new X();\n";
  test.each([
    ['truncated', `${good}function f() {`, /required A/],
    ['no PHP at all', 'getenv( is what )( this } talks [ about', /^(?:unparsable|read)/],
    ['merge conflict', `${good}<<<<<<< ours\n$x;\n=======\n$y;\n>>>>>>> theirs\n`, /^merge-conflict$/],
    ['line ends', good.replaceAll('\n', '\r\n'), /^read, required A$/],
    ['NUL', good.replace('$a', '\0$a'), /required A/],
    [
      'deep',
      `${good}$x = ${'['.repeat(3000)}1${']'.repeat(3000)};`,
      /^(?:read, required A|too-deep|unparsable|time-limit)/,
    ],
    ['one long line', `${good}$s = "${'x'.repeat(400_000)}";`, /required A/],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(php, path, text)).toMatch(expected);
    expect(await outcomeOf(php, 'config/shop.php', text)).toMatch(expected);
  });

  test('symfony', async () => {
    const conflict = "a: '%env(A)%'\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n";
    expect(await outcomeOf(symfonyConfig, 'config/services.yaml', conflict)).toBe('merge-conflict');
    expect(await outcomeOf(symfonyConfig, 'config/services.yaml', '%env('.repeat(50_000))).toBe('read');
  });
});
