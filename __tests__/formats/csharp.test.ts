import { csharp } from '../../src/formats/csharp/format.ts';
import { outcomeOf } from '../support/code-facts.ts';
import { configFactsOf } from '../support/config-facts.ts';

const path = 'src/Shop.Api/Program.cs';
const read = (text: string) => configFactsOf(csharp, path, text);
const inMethod = (body: string) =>
  read(`class Shop {\n  void Run(IConfiguration configuration) {\n${body}\n  }\n}`);
const env = 'Environment.GetEnvironmentVariable';

describe('csharp: variables and their strength', () => {
  test.each([
    ['handed on', `Use(${env}("A"));`, 'guarded A'],
    ['default', `var a = ${env}("A") ?? "x";`, 'defaulted A='],
    ['or throws', `var a = ${env}("A") ?? throw new X("A");`, 'required A'],
    ['asserted', `var a = ${env}("A")!;`, 'required A'],
    ['parsed', `var a = int.Parse(${env}("A"));`, 'required A'],
    ['TryParse', `if (int.TryParse(${env}("A"), out var a)) { Use(a); }`, 'guarded A'],
    ['uri', `var a = new Uri(${env}("A"));`, 'required A'],
    ['member', `var a = ${env}("A").Split(',');`, 'required A'],
    ['safe member', `var a = ${env}("A")?.Split(',');`, 'guarded A'],
    ['safe member with a default', `var a = ${env}("A")?.Length ?? 3;`, 'defaulted A='],
    [
      'throws when empty',
      `var a = ${env}("A");\nif (string.IsNullOrEmpty(a)) { throw new X(); }`,
      'required A',
    ],
    ['throws when null', `var a = ${env}("A");\nif (a is null) throw new X();`, 'required A'],
    ['ThrowIfNull', `var a = ${env}("A");\nArgumentNullException.ThrowIfNull(a);`, 'required A'],
    ['tested', `if (!string.IsNullOrEmpty(${env}("A"))) { Use(); }`, 'guarded A'],
    ['compared', `if (${env}("A") == "x") { Use(); }`, 'guarded A'],
    ['conditional', `var a = ${env}("A");\nUse(a != null ? a : "x");`, 'defaulted A='],
    ['assigned when null', `var a = ${env}("A");\nif (a == null) { a = "x"; }`, 'defaulted A'],
    ['computed', `Use(${env}($"A_{name}")); Use(${env}(name));`, 'prefix A_, prefix '],
    [
      'its own function',
      `var a = Need("A");\n}\nstring Need(string name) { var v = ${env}(name); if (v == null) throw new X(); return v;`,
      'required A',
    ],
    ['comment and string', `// ${env}("A")\nUse("GetEnvironmentVariable(B)");`, ''],
  ])('%s', async (_, body, expected) => {
    expect(await inMethod(body)).toBe(expected);
  });
});

describe('csharp: keys of the configuration', () => {
  test.each([
    ['indexer', 'var a = configuration["A:B"];', 'guarded A:B'],
    ['indexer or throws', 'var a = builder.Configuration["A:B"] ?? throw new X();', 'required A:B'],
    ['indexer with a default', 'var a = _configuration["A:B"] ?? "x";', 'defaulted A:B'],
    ['written', 'configuration["A:B"] = "x";', ''],
    ['another indexer', 'var a = names["A:B"];', ''],
    [
      'GetValue',
      'configuration.GetValue<int>("A:B"); configuration.GetValue("A:C", 3);',
      'guarded A:B, defaulted A:C',
    ],
    [
      'connection string',
      'var a = configuration.GetConnectionString("Db")!;',
      'required ConnectionStrings:Db',
    ],
    ['section', 'services.Configure<X>(configuration.GetSection("A"));', 'guarded A'],
    ['required section', 'configuration.GetRequiredSection("A").Get<X>();', 'required A'],
    ['in a section', 'var a = configuration.GetSection("A")["B"]!;', 'required A:B'],
    ['value in a section', 'configuration.GetSection("A").GetValue<int>("B");', 'guarded A:B'],
    ['constant', 'const string K = "A:B";\nvar a = configuration[K] ?? throw new X();', 'required A:B'],
    ['key vault', 'builder.Configuration.AddAzureKeyVault(uri, credential);', 'from Azure Key Vault'],
    [
      'files',
      'config.AddJsonFile("appsettings.json");\nconfig.AddJsonFile("ocelot.json");',
      'from AddJsonFile',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await inMethod(body)).toBe(expected);
  });

  test('an options class', async () => {
    expect(
      await read(`public class PayOptions {
  public const string SectionName = "Pay";
  [Required] public string Url { get; set; } = default!;
  public int Retries { get; set; } = 3;
  public string? Note { get; init; }
  public string Computed => Url;
}`),
    ).toBe('required Pay:Url, defaulted Pay:Retries, guarded Pay:Note');
  });
});

describe('csharp: bad input', () => {
  const good = `class A { string a = ${env}("A")!; }\n`;
  test.each([
    ['truncated', `class A { string a = ${env}("A")!; void F() {`, /required A|^unparsable$/],
    ['prose', 'GetEnvironmentVariable is what )( this } talks [ about ::: ;;', /^(?:unparsable|read)/],
    ['merge conflict', `${good}<<<<<<< ours\nint x;\n=======\nint y;\n>>>>>>> theirs\n`, /^merge-conflict$/],
    ['line ends', good.replaceAll('\n', '\r\n'), /^read, required A$/],
    ['NUL', good.replace('class', '\0class'), /required A/],
    [
      'deep',
      `${good}class B { int x = ${'('.repeat(3000)}1${')'.repeat(3000)}; }`,
      /^(?:read, required A|too-deep|unparsable|time-limit)/,
    ],
    ['one long line', `${good}class B { string s = "${'x'.repeat(400_000)}"; }`, /required A/],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(csharp, path, text)).toMatch(expected);
  });
});
