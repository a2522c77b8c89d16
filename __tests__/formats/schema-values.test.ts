import { go } from '../../src/formats/go/format.ts';
import { python } from '../../src/formats/python/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { digestOf, shapeOf } from '../../src/system/value-shape.ts';
import { refusalOf } from '../../src/system/accepted-values.ts';

const values = ['info', 'verbose', '3', '0', '3.5', '30s', 'yes', 'https://a.org', '[1]'];

/** Which of the values the variable's schema refuses, in their order. */
async function refused(format: Format, path: string, text: string): Promise<string> {
  const { facts } = await format.read({ path, text });
  const field = facts.find((fact) => fact.kind === 'declaration' && fact.name === 'FIELD');
  if (field?.kind !== 'declaration') throw new Error('no such field');
  const { accepts } = field;
  return values.filter((value) => accepts && refusalOf(accepts, shapeOf(value)) !== null).join(' ');
}

describe('python: values that a settings class refuses', () => {
  test.each([
    ['str', ''],
    ['int', 'info verbose 3.5 30s yes https://a.org [1]'],
    ['float | None = None', 'info verbose 30s yes https://a.org [1]'],
    ['bool = True', 'info verbose 3 3.5 30s https://a.org [1]'],
    ['Literal["info", "3"] = "info"', 'verbose 0 3.5 30s yes https://a.org [1]'],
    ['Optional[Literal["info"]] = None', 'verbose 3 0 3.5 30s yes https://a.org [1]'],
    ['Level = Level.INFO', '3 0 3.5 30s yes https://a.org [1]'],
    ['Imported', ''],
    ['AnyUrl', 'info verbose 3 0 3.5 30s yes [1]'],
    ['PostgresDsn', 'info verbose 3 0 3.5 30s yes https://a.org [1]'],
    ['conint(ge=1)', 'info verbose 0 3.5 30s yes https://a.org [1]'],
    ['int = Field(10, ge=1, le=99)', 'info verbose 0 3.5 30s yes https://a.org [1]'],
    ['str = Field(min_length=6)', 'info 3 0 3.5 30s yes [1]'],
    ['str = Field(pattern=r"^(info|verbose)$")', '3 0 3.5 30s yes https://a.org [1]'],
    ['list[str]', 'info verbose 30s yes https://a.org'],
    ['list[str] | str', ''],
    ['Annotated[list[str], NoDecode]', ''],
  ])('%s', async (field, expected) => {
    const text = `class Level(str, Enum):\n    INFO = "info"\n    VERBOSE = "verbose"\n\nclass Settings(BaseSettings):\n    field: ${field}\n`;
    expect(await refused(python, 'app/settings.py', text)).toBe(expected);
  });

  test('a validator that comes before the type may take anything', async () => {
    const text =
      'class Settings(BaseSettings):\n    field: list[str]\n    other: int\n\n    @field_validator("field", mode="before")\n    def split(cls, v):\n        return v.split(",")\n';
    expect(await refused(python, 'app/settings.py', text)).toBe('');
  });

  test('what the file itself fills in is not asked for', async () => {
    const fields = 'class Settings(BaseSettings):\n    a: str\n    b: str\n\n';
    const required = async (text: string) =>
      (await python.read({ path: 'settings.py', text })).facts.map((fact) =>
        fact.kind === 'declaration' ? fact.required : null,
      );
    expect(await required(`${fields}settings = Settings()\n`)).toEqual([true, true]);
    expect(await required(`${fields}settings = Settings(_env_file=".env", a=find())\n`)).toEqual([
      false,
      true,
    ]);
    expect(await required(`${fields}settings = Settings(**found)\n`)).toEqual([false, false]);
  });

  test('a literal default is kept as a digest', async () => {
    const text = 'class Settings(BaseSettings):\n    a: str = "x"\n    b: int = Field(3)\n    c: str = f()\n';
    const { facts } = await python.read({ path: 'settings.py', text });
    expect(facts.map((fact) => (fact.kind === 'declaration' ? fact.fallback : null))).toEqual([
      digestOf('x'),
      digestOf('3'),
      undefined,
    ]);
  });
});

describe('go: values that a field refuses', () => {
  test.each([
    ['string', ''],
    ['int', 'info verbose 3.5 30s yes https://a.org [1]'],
    ['*uint16', 'info verbose 3.5 30s yes https://a.org [1]'],
    ['float64', 'info verbose 30s yes https://a.org [1]'],
    ['bool', 'info verbose 3 3.5 30s yes https://a.org [1]'],
    ['time.Duration', 'info verbose 3 3.5 yes https://a.org [1]'],
    ['[]int', ''],
    ['LogLevel', ''],
  ])('%s', async (type, expected) => {
    const text = `package config\n\ntype Config struct {\n\tField ${type} \`env:"FIELD,required"\`\n}\n`;
    expect(await refused(go, 'config.go', text)).toBe(expected);
  });
});
