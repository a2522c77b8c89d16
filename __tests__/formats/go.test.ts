import { go } from '../../src/formats/go/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string) => factsOf(go, 'cmd/api/main.go', `package main\n${text}`);
const inMain = (body: string) => read(`func main() {\n${body}\n}`);

describe('go: reads and their strength', () => {
  test.each([
    ['handed on', 'use(os.Getenv("A"))', 'guarded A'],
    ['assigned', 'a := os.Getenv("A")\nuse(a)', 'guarded A'],
    ['compared', 'if os.Getenv("A") == "true" { use() }', 'guarded A'],
    ['tested', 'if os.Getenv("A") != "" { use() }', 'guarded A'],
    ['switch', 'switch os.Getenv("A") {\ncase "x":\n}', 'guarded A'],
    ['fatal at once', 'if os.Getenv("A") == "" { log.Fatal("A") }', 'required A'],
    ['fatal later', 'a := os.Getenv("A")\nif a == "" { log.Fatalf("no %s", "A") }', 'required A'],
    ['panic by length', 'a := os.Getenv("A")\nif len(a) == 0 { panic("A") }', 'required A'],
    [
      'either is missing',
      'a, b := os.Getenv("A"), os.Getenv("B")\nif a == "" || b == "" { os.Exit(1) }',
      'required A, required B',
    ],
    [
      'both are missing',
      'a, b := os.Getenv("A"), os.Getenv("B")\nif a == "" && b == "" { os.Exit(1) }',
      'guarded A, guarded B',
    ],
    ['collected', 'if os.Getenv("A") == "" { missing = append(missing, "A") }', 'required A'],
    ['only logged', 'if os.Getenv("A") == "" { log.Println("A") }', 'guarded A'],
    ['default by test', 'a := os.Getenv("A")\nif a == "" { a = "x" }', 'defaulted A='],
    ['default by cmp.Or', 'a := cmp.Or(os.Getenv("A"), "x")', 'defaulted A='],
    ['trimmed', 'a := strings.TrimSpace(os.Getenv("A"))\nif a == "" { panic("A") }', 'required A'],
    ['initializer', 'if a := os.Getenv("A"); a == "" { panic("A") }', 'required A'],
    ['initializer that tests', 'if a := os.Getenv("A"); a != "" { use(a) }', 'guarded A'],
    ['member', 'c.addr = os.Getenv("A")\nif c.addr == "" { panic("A") }', 'required A'],
    ['LookupEnv', 'a, ok := os.LookupEnv("A")\nuse(a, ok)', 'guarded A'],
    ['LookupEnv that fails', 'a, ok := os.LookupEnv("A")\nif !ok { panic("A") }\nuse(a)', 'required A'],
    [
      'LookupEnv with else',
      'if a, ok := os.LookupEnv("A"); ok { use(a) } else { log.Fatal() }',
      'required A',
    ],
    ['LookupEnv that tests', 'if a, ok := os.LookupEnv("A"); ok { use(a) }', 'guarded A'],
    [
      'the next ok is another',
      'a, ok := os.LookupEnv("A")\nuse(a)\nb, ok := other()\nif !ok { panic("b") }',
      'guarded A',
    ],
    [
      'behind a switch',
      'store := os.Getenv("STORE")\nif store == "s3" { b := os.Getenv("B")\nif b == "" { panic("B") } }',
      'guarded STORE, guarded B',
    ],
    [
      'after leaving',
      'if os.Getenv("ON") == "" { return }\nif os.Getenv("A") == "" { panic("A") }',
      'guarded ON, guarded A',
    ],
    [
      'loop',
      'for _, k := range []string{"A", "B"} { if os.Getenv(k) == "" { log.Fatal(k) } }',
      'required A, required B',
    ],
    [
      'prefix',
      'use(os.Getenv("P_" + n))\nuse(os.Getenv(fmt.Sprintf("Q_%s", n)))\nuse(os.Getenv(n))',
      'prefix P_, prefix Q_, prefix ',
    ],
    [
      'expanded',
      'use(os.ExpandEnv("$A/${B}"), os.Expand("${C}", os.Getenv))',
      'guarded A, guarded B, guarded C',
    ],
    ['set', 'os.Setenv("A", "1")\nos.Setenv("B", v)\nos.Unsetenv("C")', 'supplied A, supplied B'],
    ['comment and string', '// os.Getenv("A")\nuse("os.Getenv(B)")', ''],
    ['another package', 'use(store.Get("A"))', ''],
  ])('%s', async (_, body, expected) => {
    expect(await inMain(body)).toBe(expected);
  });

  test.each([
    [
      'error',
      'func f() error { a := os.Getenv("A"); if a == "" { return fmt.Errorf("no A") }; return nil }',
      'required A',
    ],
    [
      'error after return',
      'func f() (string, error) { if a := os.Getenv("A"); a != "" { return a, nil }; return "", errors.New("no A") }',
      'required A',
    ],
    ['nothing', 'func f() string { a := os.Getenv("A"); if a == "" { return "" }; return a }', 'guarded A'],
    ['constant', 'const key = "A_KEY"\nfunc f() { use(os.Getenv(key)) }', 'guarded A_KEY'],
    [
      'called behind a switch',
      'func f() { if os.Getenv("ON") == "1" { g() } }\nfunc g() { if os.Getenv("A") == "" { panic("A") } }',
      'guarded ON, guarded A',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('go: functions that read what they are told', () => {
  test.each([
    [
      'with a fallback',
      'func getEnv(key, fallback string) string { if v, ok := os.LookupEnv(key); ok { return v }; return fallback }\nvar a = getEnv("A", "x")',
      'defaulted A=',
    ],
    [
      'that must',
      'func must(k string) string { v := os.Getenv(k); if v == "" { log.Fatal(k) }; return v }\nvar a = must("A")',
      'required A',
    ],
    [
      'into a pointer',
      'func mustMapEnv(target *string, key string) { v := os.Getenv(key); if v == "" { panic(key) }; *target = v }\nfunc main() { mustMapEnv(&addr, "A") }',
      'required A',
    ],
    [
      'that hands on',
      'func env(k string) string { return os.Getenv(k) }\nfunc main() { a := env("A"); if a == "" { panic("A") }; use(env("B")) }',
      'required A, guarded B',
    ],
    [
      'method',
      'func (c *C) get(k string) string { return os.Getenv(k) }\nfunc (c *C) f() { use(c.get("A")) }',
      'guarded A',
    ],
    [
      'literal',
      'func main() { get := func(k, def string) string { if v := os.Getenv(k); v != "" { return v }; return def }\nuse(get("A", "x")) }',
      'defaulted A=',
    ],
    ['nobody calls', 'func Get(k string) string { return os.Getenv(k) }', ''],
    [
      'from elsewhere',
      'var a = utils.GetEnv("A_A", "x")\nvar b = env.MustString("B_B")\nvar c = envInt("C_C", 3)\nvar d = helpers.GetEnv("D_D")',
      'defaulted A_A=, required B_B, defaulted C_C=, guarded D_D',
    ],
    ['others', 'func f() { t.Setenv("A_A", "x"); setEnvironment("STAGING"); log("ENV_X") }', ''],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('go: variables that fill structs, flags and configurations', () => {
  test.each([
    [
      'caarlos0/env',
      'type C struct {\nA string `env:"A,required"`\nB int `env:"B" envDefault:"3"`\nD string `env:"D,notEmpty"`\nE string `env:"E"`\nDB DB `envPrefix:"DB_"`\nIn struct { F string `env:"F"` } `envPrefix:"IN_"`\nG string `json:"g"`\n}\ntype DB struct { Host string `env:"HOST,required"` }',
      'validated A!, validated B?=, validated D!, validated E?, validated IN_F?, validated DB_HOST!',
    ],
    [
      'its options',
      'type C struct { A string `env:"A"`; B string `env:"B" envDefault:"x"` }\nfunc main() { env.ParseWithOptions(&c, env.Options{Prefix: "APP_", RequiredIfNoDef: true}) }',
      'validated APP_A!, validated APP_B?=',
    ],
    [
      'envconfig',
      'type S struct { Port int `envconfig:"PORT" default:"80"`; Key string `envconfig:"KEY" required:"true"`; HTTPPort int `split_words:"true"` }\nfunc main() { envconfig.Process("app", &s) }',
      'validated APP_PORT?=, validated APP_KEY!, validated APP_HTTP_PORT?',
    ],
    [
      'envconfig processed elsewhere',
      'type S struct { Key string `envconfig:"KEY" required:"true"` }',
      'validated KEY',
    ],
    [
      'sethvargo',
      'type S struct { A string `env:"A, required"`; B string `env:"B, default=x"`; N N `env:", prefix=N_"` }\ntype N struct { C string `env:"C"` }',
      'validated A!, validated B?=, validated N_C?',
    ],
    [
      'cleanenv',
      'type S struct { A string `env:"A" env-required:"true"`; B string `yaml:"b" env:"B" env-default:"x"` }',
      'validated A!, validated B?=',
    ],
    [
      'kong',
      'type CLI struct { A string `help:"the a" env:"A" required:""`; B string `help:"b" env:"B" default:"x"` }',
      'validated A?, validated B?=',
    ],
    [
      'viper',
      'func main() { viper.SetEnvPrefix("app"); viper.AutomaticEnv(); viper.BindEnv("db.url", "DATABASE_URL"); v.BindEnv("port"); viper.SetDefault("port", 80) }',
      'validated DATABASE_URL?, validated APP_PORT?=, prefix APP_',
    ],
    [
      'urfave/cli',
      'var f = &cli.StringFlag{Name: "a", EnvVars: []string{"A", "B"}, Value: "x"}\nvar g = cli.StringFlag{Name: "c", EnvVar: "C"}\nvar h = &cli.StringFlag{Sources: cli.EnvVars("D")}',
      'defaulted A, defaulted B, guarded C, guarded D',
    ],
    ['koanf', 'func main() { k.Load(env.Provider("APP_", ".", nil), nil) }', 'prefix APP_'],
  ])('%s', async (_, text, expected) => {
    const facts = (await read(text)).split(', ').sort();
    expect(facts).toEqual(expected.split(', ').sort());
  });
});

describe('go: the facts and bad input', () => {
  test('a read says where, by what idiom, and with what literal fallback', async () => {
    const text =
      'package a\n\nfunc f() string {\n\tp := os.Getenv("PORT")\n\tif p == "" {\n\t\tp = "8080"\n\t}\n\treturn p\n}\n';
    expect((await go.read({ path: 'a.go', text })).facts).toEqual([
      {
        kind: 'read',
        name: 'PORT',
        line: 4,
        phase: 'run',
        via: 'os.Getenv',
        strength: 'defaulted',
        fallback: digestOf('8080'),
      },
    ]);
  });

  const code = 'func f() { use(os.Getenv("A")) }\n';
  test.each([
    ['CRLF', `package a\r\n${code.replaceAll('\n', '\r\n')}`, 'read, guarded A'],
    ['NUL bytes', `\0package a\n${code}\0`, 'read, guarded A'],
    ['a broken end', `package a\n${code}${code}func g( {\n`, 'read, guarded A, guarded A'],
    ['a conflict', `package a\n<<<<<<< a\n${code}=======\n>>>>>>> b\n`, 'merge-conflict'],
    [
      'another language',
      'the Getenv { is } all ((( around us <<< and nobody >>> can ]]] parse',
      'unparsable',
    ],
    ['a huge line', `package a\n${code}var x = []string{${'"a",'.repeat(100_000)}}\n`, 'read, guarded A'],
    [
      'deep nesting',
      `package a\nvar x = ${'('.repeat(5000)}os.Getenv("A")${')'.repeat(5000)}\n`,
      'read, guarded A',
    ],
    ['no word of the environment', 'this is ((( no code', 'read'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(go, 'a.go', text)).toBe(expected);
  });

  test('no value gets into the facts', async () => {
    const text =
      'package a\nfunc f() { os.Setenv("A", "hunter2"); use(getEnv("B_B", "hunter2")) }\ntype C struct { D string `env:"D" envDefault:"hunter2"` }';
    expect(JSON.stringify(await go.read({ path: 'a.go', text }))).not.toContain('hunter2');
  });
});
