import { java, kotlin } from '../../src/formats/jvm/format.ts';
import { outcomeOf } from '../support/code-facts.ts';
import { configFactsOf } from '../support/config-facts.ts';

const path = 'api/src/main/java/com/acme/Shop.java';
const inJava = (text: string) => configFactsOf(java, path, text);
const inMethod = (body: string) => inJava(`class Shop {\n  void run() {\n${body}\n  }\n}`);
const inKotlin = (text: string) => configFactsOf(kotlin, path.replace('.java', '.kt'), text);
const inFun = (body: string) => inKotlin(`fun run() {\n${body}\n}`);

describe('java: variables and their strength', () => {
  test.each([
    ['handed on', 'use(System.getenv("A"));', 'guarded A'],
    ['asserted', 'Objects.requireNonNull(System.getenv("A"));', 'required A'],
    ['parsed', 'int a = Integer.parseInt(System.getenv("A"));', 'required A'],
    ['a member of it', 'String[] a = System.getenv("A").split(",");', 'required A'],
    ['equals from the left', 'if ("x".equals(System.getenv("A"))) { use(); }', 'guarded A'],
    [
      'throws when null',
      'String a = System.getenv("A");\nif (a == null) { throw new X("A"); }',
      'required A',
    ],
    [
      'throws when null or blank',
      'String a = System.getenv("A");\nif (a == null || a.isBlank()) throw new X("A");',
      'required A',
    ],
    ['default when null', 'String a = System.getenv("A");\nif (a == null) { a = "x"; }', 'defaulted A'],
    [
      'conditional',
      'String a = System.getenv("A") != null ? System.getenv("A") : "x";',
      'defaulted A=, guarded A',
    ],
    ['conditional on a name', 'String a = System.getenv("A");\nuse(a != null ? a : "x");', 'defaulted A='],
    ['tested', 'if (System.getenv("A") != null) { use(); }', 'guarded A'],
    ['Optional with a default', 'Optional.ofNullable(System.getenv("A")).orElse("x");', 'defaulted A='],
    ['Optional that throws', 'Optional.ofNullable(System.getenv("A")).orElseThrow();', 'required A'],
    [
      'Optional mapped',
      'Optional.ofNullable(System.getenv("A")).map(Integer::parseInt).orElse(3);',
      'defaulted A=',
    ],
    [
      'whole map',
      'System.getenv().get("A"); System.getenv().getOrDefault("B", "x");',
      'guarded A, defaulted B=',
    ],
    [
      'its own function',
      'String a = need("A");\n}\nString need(String name) { String v = System.getenv(name); if (v == null) { throw new X(); } return v;',
      'required A',
    ],
    [
      'a function with a default',
      'String a = or("A", "x");\n}\nString or(String n, String def) { String v = System.getenv(n); return v != null ? v : def;',
      'defaulted A=',
    ],
    ['computed', 'use(System.getenv("A_" + name)); use(System.getenv(name()));', 'prefix A_, prefix '],
    [
      'behind a switch',
      'if ("s3".equals(System.getenv("S"))) { Objects.requireNonNull(System.getenv("A")); }',
      'guarded S, guarded A',
    ],
    [
      'a system property',
      'System.getProperty("app.home"); System.getProperty("app.dir", ".");',
      'guarded app.home, defaulted app.dir',
    ],
    [
      'the environment',
      'env.getProperty("a.b"); env.getProperty("a.c", "x"); env.getRequiredProperty("a.d"); env.getProperty("a.e", Integer.class);',
      'guarded a.b, defaulted a.c, guarded a.e, required a.d',
    ],
    ['another getProperty', 'node.getProperty("a.b");', ''],
    ['comment and string', '// System.getenv("A")\nuse("System.getenv(B)");', ''],
  ])('%s', async (_, body, expected) => {
    expect(await inMethod(body)).toBe(expected);
  });

  test('a constant', async () => {
    expect(
      await inJava(
        'class A { static final String K = "A_KEY"; String a = requireNonNull(System.getenv(K)); }',
      ),
    ).toBe('required A_KEY');
  });
});

describe('java: keys that annotations ask for', () => {
  test.each([
    ['field', '@Value("${a.b}") String x;', 'required a.b'],
    ['default', '@Value("${a.b:}") String x; @Value("${a.c:3}") int y;', 'defaulted a.b, defaulted a.c'],
    [
      'variable',
      '@Value("${API_KEY}") String x; @Value("${API_URL:http://x}") String y;',
      'required API_KEY, defaulted API_URL=',
    ],
    ['default that falls back', '@Value("${A_B:${c.d}}") String x;', 'guarded c.d, defaulted A_B'],
    ['in an expression', "@Value(\"#{'${a.b}'.split(',')}\") List<String> x;", 'required a.b'],
    ['no placeholder', '@Value("#{systemProperties}") Object x; @Value("plain") String y;', ''],
    ['a parameter', 'A(@Value("${a.b}") String x) {}', 'required a.b'],
    ['a schedule', '@Scheduled(cron = "${a.cron}") void run() {}', 'required a.cron'],
    ['a listener', '@KafkaListener(topics = {"${a.topic}", "x"}) void on() {}', 'required a.topic'],
    ['of a mapper', '@Select("select * from ${table.name}") List<X> all();', ''],
    [
      'MicroProfile',
      '@ConfigProperty(name = "a.b") String x; @ConfigProperty(name = "a.c", defaultValue = "1") int y; @ConfigProperty(name = "a.d") Optional<String> z;',
      'required a.b, defaulted a.c, guarded a.d',
    ],
    ['Micronaut', '@Property(name = "a.b") String x;', 'guarded a.b'],
  ])('%s', async (_, body, expected) => {
    expect(await inJava(`class A {\n${body}\n}`)).toBe(expected);
  });

  test.each([
    [
      'fields',
      '@ConfigurationProperties(prefix = "pay") @Validated class A { @NotNull private String url; private int n = 3; private String other; static int count; }',
      'required pay.url, defaulted pay.n, guarded pay.other',
    ],
    ['not validated', '@ConfigurationProperties("pay") class A { @NotNull String url; }', 'guarded pay.url'],
    [
      'record',
      '@Validated @ConfigurationProperties("pay") record A(@NotBlank String url, @DefaultValue("3") int n) {}',
      'required pay.url, defaulted pay.n',
    ],
  ])('bound: %s', async (_, text, expected) => {
    expect(await inJava(text)).toBe(expected);
  });
});

describe('kotlin', () => {
  test.each([
    ['elvis with a default', 'val a = System.getenv("A") ?: "x"', 'defaulted A='],
    ['elvis that throws', 'val a = System.getenv("A") ?: throw X()', 'required A'],
    ['elvis that errors', 'val a = System.getenv("A") ?: error("A")', 'required A'],
    ['elvis null', 'val a = System.getenv("A") ?: null', 'guarded A'],
    ['asserted', 'val a = System.getenv("A")!!', 'required A'],
    ['safe call', 'val a = System.getenv("A")?.toInt()', 'guarded A'],
    ['safe call with a default', 'val a = System.getenv("A")?.toInt() ?: 3', 'defaulted A='],
    ['member', 'val a = System.getenv("A").toInt()', 'required A'],
    ['index', 'val a = System.getenv()["A"]!!', 'required A'],
    ['requireNotNull', 'val a = requireNotNull(System.getenv("A")) { "A" }', 'required A'],
    ['tested', 'val a = System.getenv("A")\nif (a != null) use(a)', 'guarded A'],
    ['throws when null', 'val a = System.getenv("A")\nif (a == null) throw X()', 'required A'],
    ['conditional', 'val a = System.getenv("A")\nval b = if (a != null) a else "x"', 'defaulted A='],
    ['handed on', 'use(System.getenv("A"))', 'guarded A'],
    [
      'Ktor',
      'environment.config.property("k.a").getString()\nenvironment.config.propertyOrNull("k.b")',
      'required k.a, guarded k.b',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await inFun(body)).toBe(expected);
  });

  test.each([
    [
      'value',
      'class A(@Value("\\${a.b}") val x: String, @Value("\\${a.c:1}") val y: Int)',
      'required a.b, defaulted a.c',
    ],
    ['lateinit', 'class A { @Value("\\${a.b}")\n  lateinit var x: String }', 'required a.b'],
    [
      'bound',
      '@Validated @ConfigurationProperties(prefix = "pay") data class A(@field:NotBlank val url: String, val n: Int = 3, val m: String?)',
      'required pay.url, defaulted pay.n, guarded pay.m',
    ],
    ['constant', 'const val K = "A_KEY"\nval a = System.getenv(K)!!', 'required A_KEY'],
  ])('%s', async (_, text, expected) => {
    expect(await inKotlin(text)).toBe(expected);
  });
});

describe('jvm: bad input', () => {
  const good = 'class A { String a = Objects.requireNonNull(System.getenv("A")); }\n';
  test.each([
    [
      'truncated',
      'class A { String a = Objects.requireNonNull(System.getenv("A")); void f() {',
      /required A/,
    ],
    ['prose', 'System.getenv is what )( this } talks [ about @Value("${ ::: ;;', /^(?:unparsable|read)/],
    ['merge conflict', `${good}<<<<<<< ours\nint x;\n=======\nint y;\n>>>>>>> theirs\n`, /^merge-conflict$/],
    ['line ends', good.replaceAll('\n', '\r\n'), /^read, required A$/],
    ['NUL', good.replace('class', '\0class'), /required A/],
    [
      'deep',
      `${good}class B { int x = ${'('.repeat(4000)}1${')'.repeat(4000)}; }`,
      /^(?:read, required A|too-deep|unparsable|time-limit)/,
    ],
    ['one long line', `${good}class B { String s = "${'x'.repeat(400_000)}"; }`, /required A/],
    ['many braces in a placeholder', `class A { @Value("${'${a:'.repeat(3000)}") String a; }`, /^read/],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(java, path, text)).toMatch(expected);
    expect(await outcomeOf(kotlin, path.replace('.java', '.kt'), text)).toMatch(
      /^(?:read|merge-conflict|unparsable|too-deep|time-limit)/,
    );
  });
});
