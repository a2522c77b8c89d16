import { elixir } from '../../src/formats/elixir/format.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string, path = 'config/runtime.exs') => factsOf(elixir, path, text);

describe('elixir: reads and their strength', () => {
  test.each([
    ['get_env', 'use(System.get_env("A"))', 'guarded A'],
    ['get_env with a default', 'System.get_env("A", "x")', 'defaulted A='],
    ['get_env with nil', 'System.get_env("A", nil)', 'guarded A'],
    ['fetch_env!', 'System.fetch_env!("A")', 'required A'],
    ['fetch_env', 'System.fetch_env("A")', 'guarded A'],
    ['or', 'System.get_env("A") || "x"', 'defaulted A='],
    ['or raise', 'a =\n  System.get_env("A") ||\n    raise """\n    no A: System.get_env("B")\n    """', 'required A'],
    ['to_integer', 'String.to_integer(System.get_env("A"))', 'required A'],
    ['to_integer with a default', 'String.to_integer(System.get_env("A") || "1")', 'defaulted A='],
    ['piped on', 'System.get_env("A") |> String.to_integer()', 'required A'],
    ['piped in', '"A" |> System.fetch_env!()', 'required A'],
    ['compared', 'System.get_env("A") in ~w(true 1)', 'guarded A'],
    ['for production', 'if config_env() == :prod do\n  System.fetch_env!("A")\nend', 'required A'],
    ['for tests', 'if config_env() in [:test] do\n  System.fetch_env!("A")\nend\nSystem.fetch_env!("B")', 'guarded A, required B'],
    ['behind a switch', 'if System.get_env("S") do\n  f = fn x -> x end\n  System.fetch_env!("B")\nend', 'guarded S, guarded B'],
    ['module of helpers', 'a = Env.get_integer("POOL_SIZE", 5)\nEnv.get("LOG_LEVEL")\nEnv.get!("DB_URL")', 'defaulted POOL_SIZE=, guarded LOG_LEVEL, required DB_URL'],
    ['behind a switch in names', 'port = System.get_env("SSL_PORT")\ndriver = if port, do: :ssl, else: :tcp\nif driver == :ssl do\n  System.fetch_env!("CERT")\nend', 'guarded SSL_PORT, guarded CERT'],
    ['helper', 'get_var_from_path_or_env(config_dir, "BASE_URL")', 'guarded BASE_URL'],
    ['helper with a default', 'get_int_from_path_or_env(config_dir, "POOL_SIZE", 10)', 'defaulted POOL_SIZE='],
    ['settings of an application', 'Application.get_env(:app, "A")\nApplication.fetch_env!(:app, :key)', ''],
    ['set', 'System.put_env("A", "x")', 'supplied A'],
    ['comment', '# System.fetch_env!("A")', ''],
    ['text', 'x = "System.fetch_env!(\\"A\\")"\ny = ~s(System.fetch_env!("B"))', ''],
    ['computed', 'System.get_env("A_#{x}")', ''],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  }); // prettier-ignore

  test('what development needs, production does not', async () => {
    expect(await read('System.fetch_env!("A")', 'config/dev.exs')).toBe('guarded A');
  });

  test.each([
    ['truncated', 'a = System.fetch_env!("A")\nb = System.get_env("B', 'read, required A'],
    ['conflict', '<<<<<<< a\nSystem.get_env("A")\n=======\n>>>>>>> b\n', 'merge-conflict'],
    ['CRLF', 'System.fetch_env!("A")\r\nx\r\n', 'read, required A'],
    ['NUL', '\0 System.fetch_env!("A")', 'read, required A'],
    ['deep', `${'if x do\n'.repeat(20_000)}System.fetch_env!("A")`, 'read, required A'],
    ['huge line', `x = "${'y'.repeat(400_000)}"; System.fetch_env!("A")`, 'read, required A'],
  ])('bad input: %s', async (_, text, expected) => {
    expect(await outcomeOf(elixir, 'config/runtime.exs', text)).toBe(expected);
  });
});
