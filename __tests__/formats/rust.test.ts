import { rust } from '../../src/formats/rust/format.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string, path = 'src/main.rs') => factsOf(rust, path, `use std::env;\n${text}`);
const inMain = (body: string) => read(`fn main() {\n${body}\n}`);

describe('rust: reads and their strength', () => {
  test.each([
    ['expect', 'let a = std::env::var("A").expect("no A");', 'required A'],
    ['unwrap', 'let a = env::var("A").unwrap();', 'required A'],
    ['question mark', 'let a = env::var("A")?;', 'required A'],
    ['with a context', 'let a = env::var("A").context("no A")?;', 'required A'],
    ['mapped error', 'let a = env::var("A").map_err(|_| Bad)?;', 'required A'],
    ['option and question mark', 'let a = env::var("A").ok()?;', 'guarded A'],
    ['option to result', 'let a = env::var("A").ok().ok_or(Bad)?;', 'required A'],
    ['unwrap_or', 'let a = env::var("A").unwrap_or("x".to_string());', 'defaulted A='],
    ['unwrap_or_else', 'let a = env::var("A").unwrap_or_else(|_| "x".into());', 'defaulted A='],
    ['unwrap_or_else that stops', 'let a = env::var("A").unwrap_or_else(|_| panic!("no"));', 'required A'],
    ['unwrap_or_default', 'let a = env::var("A").unwrap_or_default();', 'defaulted A'],
    ['parsed', 'let a = env::var("A").ok().and_then(|v| v.parse().ok()).unwrap_or(3);', 'defaulted A='],
    ['is_ok', 'if env::var("A").is_ok() { go() }', 'guarded A'],
    ['if let', 'if let Ok(a) = env::var("A") { go(a) }', 'guarded A'],
    ['if let, else panic', 'if let Ok(a) = env::var("A") { go(a) } else { panic!("no") }', 'required A'],
    ['let else', 'let Ok(a) = env::var("A") else { return; };', 'guarded A'],
    ['let else that stops', 'let Ok(a) = env::var("A") else { panic!("no") };', 'required A'],
    ['match', 'match env::var("A") { Ok(v) => v, Err(_) => "x".into() };', 'guarded A'],
    ['match that stops', 'match env::var("A") { Ok(v) => v, Err(_) => panic!("no") };', 'required A'],
    ['followed', 'let a = env::var("A");\nlet b = a.unwrap();', 'required A'],
    ['followed to a default', 'let a = env::var("A");\nlet b = a.unwrap_or("x".into());', 'defaulted A='],
    ['handed on', 'go(env::var("A"));', 'guarded A'],
    ['var_os', 'let a = env::var_os("A");', 'guarded A'],
    ['dotenvy', 'let a = dotenvy::var("A").unwrap();', 'required A'],
    ['constant', 'const NAME: &str = "A";\nenv::var(NAME).unwrap();', 'required A'],
    ['computed', 'env::var(format!("X{}", a)).unwrap();', 'prefix '],
    ['all', 'for (k, v) in env::vars() {}', 'prefix '],
    ['behind a switch', 'if env::var("S3").is_ok() { env::var("B").unwrap(); }', 'guarded S3, guarded B'],
    ['set', 'env::set_var("A", "x");', 'supplied A'],
    ['env!', 'let a = env!("A");', 'required A'],
    ['option_env!', 'let a = option_env!("A");', 'guarded A'],
    ['set by cargo', 'let a = env!("CARGO_PKG_VERSION"); env::var("OUT_DIR").unwrap();', ''],
    ['comment and text', '// env::var("A").unwrap()\nlet a = "env::var(\\"B\\")";', ''],
    ['other functions', 'settings::var("A").unwrap();', ''],
  ])('%s', async (_, body, expected) => {
    expect(await inMain(body)).toBe(expected);
  });

  test('follows a function that takes the name', async () => {
    const text =
      'fn get(name: &str) -> String { env::var(name).expect(name) }\nfn main() { get("A"); get("B"); }';
    expect(await read(text)).toBe('required A, required B');
  });

  test('what tests need, production does not', async () => {
    expect(await read('#[test]\nfn a() { env::var("A").unwrap(); }')).toBe('guarded A');
    expect(await read('#[cfg(test)]\nmod t { fn a() { env::var("A").unwrap(); } }')).toBe('guarded A');
  });

  test('clap', async () => {
    const text = `#[derive(Parser)]
struct Options {
    /// Where it listens
    #[arg(long, env = "LISTEN", default_value = "x")]
    listen: String,
    #[clap(long, env)]
    database_url: String,
    #[arg(long)]
    other: String,
}`;
    expect(await read(text)).toBe('validated LISTEN?=, validated DATABASE_URL?');
  });

  test('envy', async () => {
    const text = `#[derive(Deserialize)]
struct Config { url: String, port: Option<u16>, #[serde(default)] size: u8 }
fn main() { envy::prefixed("APP_").from_env::<Config>().unwrap(); }`;
    expect(await read(text)).toBe('validated APP_URL!, validated APP_PORT?, validated APP_SIZE?=');
  });

  test.each([
    ['Env::prefixed("APP_")', 'prefix APP_'],
    ['config::Environment::with_prefix("APP")', 'prefix APP_'],
  ])('%s', async (text, expected) => {
    expect(await inMain(`load(${text});`)).toBe(expected);
  });

  test('a build script hands variables to the compiler', async () => {
    const text = 'fn main() { println!("cargo:rustc-env=GIT_HASH={}", x); env::var("TARGET").unwrap(); }';
    expect(await read(text, 'build.rs')).toBe('supplied GIT_HASH');
  });

  test.each([
    ['truncated', 'fn main() { let a = env::var("A").unwrap(); let b = ', /^(?:read, required A|unparsable)/],
    ['conflict', '<<<<<<< a\nenv::var("A")\n=======\n>>>>>>> b\n', /^merge-conflict$/],
    ['CRLF', 'fn main() {\r\n env::var("A").unwrap();\r\n}\r\n', /^read, required A$/],
    ['NUL', 'fn main() { \0 env::var("A").unwrap(); }', /^read/],
    ['deep', `fn main() { ${'('.repeat(5000)}env::var("A")${')'.repeat(5000)} }`, /^(?:read|unparsable|time-limit)/],
    ['huge line', `fn main() { let x = "${'y'.repeat(400_000)}"; env::var("A").unwrap(); }`, /^read, required A$/],
  ])('bad input: %s', async (_, text, expected) => {
    expect(await outcomeOf(rust, 'src/a.rs', text)).toMatch(expected);
  }); // prettier-ignore
});
