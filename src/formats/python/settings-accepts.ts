import { digestsOf } from '../../system/accepted-values.ts';
import type { Accepts } from '../../system/accepted-values.ts';
import { digestOf } from '../../system/value-shape.ts';
import { acceptsOfPattern } from '../schema-pattern.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { argumentsOf, literalText } from './names.ts';

const postgres =
  'postgres postgresql postgresql+asyncpg postgresql+pg8000 postgresql+psycopg postgresql+psycopg2';

/** Types of pydantic and of the standard library whose texts are known. */
const types: Readonly<Record<string, Accepts>> = {
  int: { type: 'integer' },
  float: { type: 'number' },
  Decimal: { type: 'number' },
  bool: {
    type: 'boolean',
    oneOf: digestsOf(['0', 'off', 'f', 'false', 'n', 'no', '1', 'on', 't', 'true', 'y', 'yes']),
  },
  PositiveInt: { type: 'integer', minimum: 1 },
  NonNegativeInt: { type: 'integer', minimum: 0 },
  PositiveFloat: { type: 'number', minimum: Number.MIN_VALUE },
  NonNegativeFloat: { type: 'number', minimum: 0 },
  AnyUrl: { type: 'url' },
  AnyHttpUrl: { type: 'url', schemes: ['http', 'https'] },
  HttpUrl: { type: 'url', schemes: ['http', 'https'] },
  PostgresDsn: {
    type: 'url',
    schemes: [
      ...postgres.split(' '),
      'postgresql+psycopg2cffi',
      'postgresql+py-postgresql',
      'postgresql+pygresql',
    ],
  },
  RedisDsn: { type: 'url', schemes: ['redis', 'rediss'] },
  AmqpDsn: { type: 'url', schemes: ['amqp', 'amqps'] },
  MongoDsn: { type: 'url', schemes: ['mongodb', 'mongodb+srv'] },
  EmailStr: { type: 'email' },
  UUID: { type: 'uuid' },
  UUID4: { type: 'uuid' },
  Json: { type: 'json' },
};

const constrained: Readonly<Record<string, Accepts>> = {
  conint: { type: 'integer' },
  confloat: { type: 'number' },
  constr: {},
};

/** What a field of a settings class accepts; undefined when anything goes or it cannot be told from this file. */
export function acceptsOfField(
  type: SyntaxNode,
  call: SyntaxNode | undefined,
  owner: SyntaxNode,
  name: string,
  syntax: Syntax,
): Accepts | undefined {
  if (isPrepared(owner, name)) return undefined;
  const own = ofType(inner(type), syntax);
  if (!own) return undefined;
  const accepts = { ...own, ...(call ? boundsOf(call, own) : {}) };
  return Object.keys(accepts).length > 0 ? accepts : undefined;
}

/** A validator sees the text before the type does, or the class reads lists in its own way. */
function isPrepared(owner: SyntaxNode, name: string): boolean {
  const text = owner.text.slice(0, 100_000);
  if (/\bparse_env_var\b|\bNoDecode\b|\benable_decoding\b|settings_customise_sources/.test(text)) return true;
  return (
    (/\bmode\s*=\s*['"](?:before|wrap|plain)['"]|\bpre\s*=\s*True\b/.test(text) &&
      new RegExp(`validator\\([^)]{0,500}['"](?:${name}|\\*)['"]`).test(text)) ||
    /\b(?:root_validator|model_validator)\([^)]{0,80}(?:pre\s*=\s*True|before)/.test(text)
  );
}

/** The type without `Optional[…]`, `… | None` and what `Annotated[…]` adds. */
function inner(type: SyntaxNode): string {
  const text = type.text.slice(0, 2000).replaceAll(/\s+/g, ' ').trim();
  const optional = /^(?:typing\.)?Optional\[(.*)\]$/.exec(text)?.[1] ?? text;
  return optional.replaceAll(/\s*\|\s*None\b|\bNone\s*\|\s*/g, '').trim();
}

function ofType(text: string, syntax: Syntax): Accepts | undefined {
  const name = text.replace(/^\w+\./, '');
  const known = types[name];
  if (known) return known;
  if (/^(?:str|SecretStr|bytes)$/.test(name)) return {};
  if (/^(?:list|dict|set|tuple|List|Dict|Set|Tuple)\[[^|]*\]$/.test(name)) return { type: 'json' };
  const literal = /^Literal\[(.*)\]$/.exec(name)?.[1];
  if (literal !== undefined) return ofTexts(listed(literal));
  const call = /^(conint|confloat|constr)\(/.exec(name)?.[1];
  if (call !== undefined) {
    const bounds = boundsIn(
      (key) => new RegExp(`\\b${key}\\s*=\\s*(-?[\\d._]+)`).exec(name)?.[1],
      call !== 'constr',
    );
    return { ...constrained[call], ...bounds };
  }
  return /^[A-Z]\w*$/.test(name) ? ofEnum(name, syntax) : undefined;
}

/** Texts in quotes and nothing else, separated by commas. */
function listed(text: string): readonly string[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  const texts = given.flatMap((part) => /^(['"])([^'"\\]*)\1$/.exec(part)?.[2] ?? []);
  return texts.length === given.length && texts.length > 0 ? texts : undefined;
}

function ofTexts(texts: readonly string[] | undefined): Accepts | undefined {
  return texts && { oneOf: texts.map((text) => digestOf(text)) };
}

/** `class Level(str, Enum): INFO = "info"` in this file. */
function ofEnum(name: string, syntax: Syntax): Accepts | undefined {
  for (const node of syntax.words(name)) {
    const owner = node.parent;
    if (owner?.type !== 'class_definition' || owner.childForFieldName('name')?.id !== node.id) continue;
    if (!/\b(?:Str)?Enum\b/.test(owner.childForFieldName('superclasses')?.text ?? '')) return undefined;
    const body = owner.childForFieldName('body')?.namedChildren ?? [];
    if (body.some((statement) => statement.text.includes('_missing_'))) return undefined;
    const members = body.flatMap((statement) =>
      statement.firstNamedChild?.type === 'assignment' ? [statement.firstNamedChild] : [],
    );
    const texts = members.flatMap((member) => literalText(member.childForFieldName('right')) ?? []);
    return texts.length === members.length && texts.length > 0 ? ofTexts(texts) : undefined;
  }
  return undefined;
}

/** `Field(ge=1, max_length=20, pattern="^…$")`. */
function boundsOf(call: SyntaxNode, own: Accepts): Accepts {
  const { named } = argumentsOf(call);
  const pattern = literalText(named.get('pattern') ?? named.get('regex') ?? null);
  const bounds = boundsIn((key) => named.get(key)?.text, own.type === 'integer' || own.type === 'number');
  return { ...bounds, ...(pattern === undefined || own.type ? {} : acceptsOfPattern(pattern)) };
}

function boundsIn(textOf: (key: string) => string | undefined, isNumber: boolean): Accepts {
  const number = (...keys: readonly string[]): number | undefined => {
    const text = keys.map(textOf).find((found) => found !== undefined);
    const value = text === undefined ? Number.NaN : Number(text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  };
  const [low, high] = isNumber
    ? [number('ge', 'gt'), number('le', 'lt')]
    : [number('min_length'), number('max_length')];
  return isNumber
    ? { ...(low === undefined ? {} : { minimum: low }), ...(high === undefined ? {} : { maximum: high }) }
    : {
        ...(low === undefined ? {} : { minLength: low }),
        ...(high === undefined ? {} : { maxLength: high }),
      };
}
