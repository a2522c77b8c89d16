import { python } from '../../src/formats/python/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string, path = 'app/server.py') => factsOf(python, path, text);

describe('python: how the environment is reached', () => {
  test.each([
    ['item', 'x = os.environ["A"]', 'required A'],
    ['get', 'x = os.environ.get("A")', 'guarded A'],
    ['get with default', 'x = os.environ.get("A", "d")', 'defaulted A='],
    ['get with named default', 'x = os.getenv("A", default="d")', 'defaulted A='],
    ['get with no default', 'x = os.environ.get("A", None)', 'guarded A'],
    ['getenv', 'x = os.getenv("A")', 'guarded A'],
    ['setdefault', 'os.environ.setdefault("A", "d")', 'defaulted A='],
    ['pop', 'os.environ.pop("A"); os.environ.pop("B", None)', 'required A, guarded B'],
    ['in', 'if "A" in os.environ: use()', 'guarded A'],
    [
      'imported',
      'from os import environ, getenv\nx = environ["A"]\ny = getenv("B")',
      'required A, guarded B',
    ],
    ['imported by another name', 'from os import environ as env\nx = env["A"]', 'required A'],
    ['module by another name', 'import os as o\nx = o.environ["A"]', 'required A'],
    ['alias', 'env = os.environ\nx = env["A"]', 'required A'],
    ['alias of a function', 'get = os.environ.get\nx = get("A", "d")', 'defaulted A='],
    ['parameter', 'def load(env=os.environ):\n    return env["A"]', 'required A'],
    ['f-string', 'url = f"http://{os.environ[\'A\']}/"', 'required A'],
    ['comment and string', '# os.environ["A"]\nx = "os.environ[\'B\']"', ''],
    ['constant', 'KEY = "A_B"\nx = os.environ[KEY]', 'required A_B'],
    [
      'prefix',
      'x = os.environ[f"APP_{n}"]\ny = os.getenv("B_" + n)\nz = os.environ[n]',
      'prefix APP_, prefix B_, prefix ',
    ],
    [
      'all of a prefix',
      'for k, v in os.environ.items():\n    if k.startswith("APP_"):\n        use(v)',
      'prefix APP_',
    ],
    [
      'set',
      'os.environ["A"] = "1"\nos.environ.update({"B": x}, C="2")\ndel os.environ["D"]',
      'supplied A, supplied B, supplied C',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('python: strength', () => {
  test.each([
    ['or default', 'x = os.getenv("A") or "d"', 'defaulted A='],
    ['test', 'if os.getenv("A"):\n    use()', 'guarded A'],
    ['comparison', 'x = os.getenv("A") == "1"', 'guarded A'],
    ['boolean', 'x = bool(os.getenv("A"))', 'guarded A'],
    ['handed on', 'x = Client(key=os.getenv("A"))', 'guarded A'],
    ['raises on None', 'x = int(os.getenv("A"))', 'required A'],
    ['method of None', 'x = os.getenv("A").split(",")', 'required A'],
    ['sum with None', 'x = os.getenv("A") + "/x"', 'required A'],
    ['checked at once', 'if not os.getenv("A"):\n    raise ValueError()', 'required A'],
    ['checked for one of two', 'if not os.getenv("A") and not b:\n    raise ValueError()', 'guarded A'],
    ['checked later', 'x = os.getenv("A")\nif x is None:\n    sys.exit(1)', 'required A'],
    ['empty default, checked later', 'x = os.getenv("A", "")\nif x == "":\n    raise E()', 'required A'],
    ['asserted', 'assert os.getenv("A"), "set A"', 'required A'],
    ['asserted later', 'x = os.getenv("A")\nassert x is not None', 'required A'],
    ['tested later', 'x = os.getenv("A")\nif x:\n    int(x)', 'guarded A'],
    [
      'member checked',
      'class C:\n    def __init__(self):\n        self.a = os.getenv("A")\n        if not self.a:\n            raise E()',
      'required A',
    ],
    ['walrus', 'if a := os.getenv("A"):\n    use(a)', 'guarded A'],
    ['caught', 'try:\n    x = os.environ["A"]\nexcept KeyError:\n    x = None', 'guarded A'],
    [
      'caught and raised',
      'try:\n    x = os.environ["A"]\nexcept KeyError as e:\n    raise E() from e',
      'required A',
    ],
    ['other error caught', 'try:\n    x = os.environ["A"]\nexcept ValueError:\n    x = None', 'required A'],
    ['suppressed', 'with suppress(KeyError):\n    x = os.environ["A"]', 'guarded A'],
    ['behind its test', 'if "A" in os.environ:\n    x = os.environ["A"]', 'guarded A, guarded A'],
    ['behind its test, inline', 'x = os.environ["A"] if "A" in os.environ else "d"', 'guarded A, guarded A'],
    ['must be in', 'if "A" not in os.environ:\n    raise E()', 'required A'],
    [
      'behind a switch',
      'STORE = os.getenv("STORE", "fs")\nif STORE == "s3":\n    b = os.environ["BUCKET"]',
      'defaulted STORE=, guarded BUCKET',
    ],
    [
      'after leaving',
      'def f():\n    if not os.getenv("A"):\n        return\n    x = os.environ["A"]',
      'guarded A, guarded A',
    ],
    [
      'called behind a switch',
      'def trace():\n    use(os.environ["A"])\nif os.getenv("TRACING"):\n    trace()',
      'guarded A, guarded TRACING',
    ],
    ['loop', 'for v in ["A", "B"]:\n    if not os.getenv(v):\n        raise E(v)', 'required A, required B'],
    [
      'list of the missing',
      'NEEDED = ("A", "B")\nmissing = [v for v in NEEDED if v not in os.environ]\nif missing:\n    raise E()',
      'required A, required B',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  test('a main block counts where the module is run as a program', async () => {
    const text = 'if __name__ == "__main__":\n    run(os.environ["A"])';
    expect(await read(text, 'app/server.py')).toBe('required A');
    expect(await read(text, 'connectors/slack/connector.py')).toBe('guarded A');
  });
});

describe('python: functions and libraries', () => {
  const getEnv =
    'def get_env(name, default=None):\n    value = os.environ.get(name, default)\n    if value is None:\n        raise E(name)\n    return value\n';
  test.each([
    [
      'wrapper',
      `${getEnv}a = get_env("A")\nb = get_env("B", "x")\nc = get_env("C", default="x")`,
      'required A, defaulted B=, defaulted C=',
    ],
    [
      'wrapper with a default',
      'def flag(name, default=False):\n    return os.getenv(name, str(default)) == "1"\na = flag("A")\nb = flag("B", True)',
      'defaulted A, defaulted B=',
    ],
    [
      'wrapper that raises',
      'def need(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        raise E()\na = need("A")',
      'required A',
    ],
    [
      'wrapper that must, and only logs',
      'def must_get(key):\n    v = os.environ.get(key)\n    if v is None:\n        log.error(key)\n    return v\na = must_get("A")',
      'required A',
    ],
    ['wrapper nobody calls', getEnv, ''],
    [
      'helper from elsewhere',
      'from .utils import get_env, require_env\na = get_env("A_A"); b = require_env("B_B"); c = get_env("C_C", "d")',
      'guarded A_A, required B_B, defaulted C_C=',
    ],
    ['other functions', 'set_env("STAGING"); configure("PRODUCTION")', ''],
    [
      'django-environ',
      'import environ\nenv = environ.Env(DEBUG=(bool, False))\na = env("DEBUG")\nb = env("SECRET_KEY")\nc = env.list("HOSTS", default=[])\nd = env.db()\ne = env.db("REPLICA_URL", default="x")',
      'defaulted DEBUG, required SECRET_KEY, defaulted HOSTS, required DATABASE_URL, defaulted REPLICA_URL=',
    ],
    [
      'environs',
      'from environs import Env\nenv = Env()\nenv.read_env()\nwith env.prefixed("APP_"):\n    a = env.int("PORT", 3000)\n    b = env.str("NAME")',
      'defaulted APP_PORT=, required APP_NAME',
    ],
    [
      'an env from elsewhere',
      'from app.settings import env\na = env("A"); b = env.bool("B", False)',
      'guarded A, defaulted B=',
    ],
    [
      'decouple',
      'from decouple import config\na = config("A"); b = config("B", default="x"); c = config("C", cast=int)',
      'required A, defaulted B=, required C',
    ],
    [
      'starlette',
      'from starlette.config import Config\nconfig = Config(".env")\na = config("A", bool); b = config("B", cast=bool, default=False)',
      'required A, defaulted B=',
    ],
    ['another config', 'config = load()\na = config("A")', ''],
    [
      'click and typer',
      '@click.option("--a", envvar="A", default="x")\n@click.option("--b", envvar=["B", "C"])\ndef f(d=typer.Option(None, envvar="D")): pass',
      'defaulted A=, guarded B, guarded C, guarded D',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('python: settings classes', () => {
  test.each([
    [
      'pydantic 2',
      `class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="app_")
    host: str
    port: int = 3000
    dsn: Optional[str] = None
    key: str = Field(..., alias="API_KEY")
    url: str = Field(validation_alias=AliasChoices("URL", "SITE_URL"))
    name: Annotated[str, Field(alias="NAME")]
    level: str = Field(default="info")
    token: str | None
    kind: ClassVar[str] = "x"
    _cache: int = 1
    plain = 3
    def method(self): ...
class More(Settings):
    extra: str`,
      'validated APP_HOST!, validated APP_PORT?=, validated APP_DSN?, validated API_KEY!, validated URL?, validated SITE_URL?, validated NAME!, validated APP_LEVEL?=, validated APP_TOKEN?, validated APP_EXTRA!',
    ],
    [
      'pydantic 1',
      'class S(pydantic.BaseSettings):\n    a: str = Field(..., env="A_A")\n    b: str = Field("x", env=["B1", "B2"])\n    c: str\n    class Config:\n        env_prefix = "X_"',
      'validated A_A!, validated B1?=, validated B2?=, validated X_C!',
    ],
    [
      'case-sensitive',
      'class S(BaseSettings):\n    model_config = {"case_sensitive": True}\n    log_level: str',
      'validated log_level!',
    ],
    ['other models', 'class S(BaseModel):\n    a: str\nclass BaseSettings2: pass', ''],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('python: the facts and bad input', () => {
  test('a read says where, by what idiom, and with what literal fallback', async () => {
    expect(
      (await python.read({ path: 'a.py', text: '\nport = int(os.environ.get("PORT", 8080))' })).facts,
    ).toEqual([
      {
        kind: 'read',
        name: 'PORT',
        line: 2,
        phase: 'run',
        via: 'os.environ.get',
        strength: 'defaulted',
        fallback: digestOf('8080'),
      },
    ]);
  });

  test.each([
    ['CRLF', 'import os\r\nx = os.environ["A"]\r\n', 'read, required A'],
    ['NUL bytes', '\0x = os.environ["A"]\0', 'read, required A'],
    ['a broken end', 'x = os.environ["A"]\ny = 1\nz = 2\ndef f(:\n', 'read, required A'],
    ['Python 2', 'import os\nprint os.environ["A"]\nexec "x"\n', 'read, required A'],
    ['a conflict', '<<<<<<< a\nx = os.environ["A"]\n=======\n>>>>>>> b\n', 'merge-conflict'],
    [
      'another language',
      'the environ { is } all ((( around us <<< and nobody >>> can ]]] parse',
      'unparsable',
    ],
    ['a huge line', `x = [${'"a",'.repeat(100_000)}]\ny = os.environ["A"]`, 'read, required A'],
    ['deep nesting', `x = ${'('.repeat(5000)}os.environ["A"]${')'.repeat(5000)}`, 'read, required A'],
    ['no word of the environment', 'this is ((( no code', 'read'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(python, 'a.py', text)).toBe(expected);
  });

  test('no value gets into the facts', async () => {
    const text =
      'os.environ["A"] = "hunter2"\nb = os.getenv("B", "hunter2")\nclass S(BaseSettings):\n    c: str = "hunter2"';
    expect(JSON.stringify(await python.read({ path: 'a.py', text }))).not.toContain('hunter2');
  });
});
