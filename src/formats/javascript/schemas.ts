import type { Declaration, Phase } from '../../system/facts.ts';
import { enclosing, isField, isInside, lineOf, outermost } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Environment } from './environment.ts';
import { ofConvict } from './convict.ts';
import { constantOf, literalText, unwrap } from './names.ts';
import { phaseOf } from './phase.ts';
import { frameworkSchemas, frameworkSchemasOf, isInlinedField } from './framework-schemas.ts';
import { ruleOf } from './schema-field.ts';
import type { FieldRule } from './schema-field.ts';
import { argumentsOf } from './schema-steps.ts';

const variable = /^[A-Z][A-Z0-9_]*$/;

/** A cheap look for {@link schemasOf}: the functions that check an environment, or a schema whose keys are variables. */
export function maySpecify(text: string): boolean {
  if (/\b(?:createEnv|cleanEnv|envsafe|convict)\b/.test(text)) return true;
  if (frameworkSchemas.test(text)) return true;
  return (
    /\.(?:strict|loose)?[oO]bject\(|\.extend\(/.test(text) &&
    /\b[A-Z][A-Z0-9]*_[A-Z0-9_]*['"]?\s{0,9}:/.test(text)
  );
}

/** Variables that schemas in this file check: zod, t3-env, envalid, envsafe, convict, Joi, Yup, valibot. */
export function schemasOf(
  environments: readonly Environment[],
  syntax: Syntax,
  path: string,
): readonly Declaration[] {
  const found: Declaration[] = [];
  const add = (given: SyntaxNode | null, phase: Phase, isSure = true): void => {
    const object = given?.type.endsWith('identifier') ? constantOf(given, syntax) : given;
    for (const { key, value, name } of fieldsOf(object)) {
      const rule = ruleOf(value, syntax);
      const when = phaseOf(name, isInlinedField(value) ? 'build' : phase, path);
      found.push(declaration(name, key, when, isSure ? rule : withoutNeed(rule)));
    }
    // `...(condition && { X: str() })`: whether it is asked for depends on the condition.
    for (const { key, name } of object?.namedChildren.flatMap(spreadFieldsOf) ?? [])
      found.push(declaration(name, key, phaseOf(name, phase, path), {}));
  };
  for (const call of callsNamed('createEnv', syntax)) {
    const options = argumentsOf(call)[0] ?? null;
    for (const { name, value } of fieldsOf(options))
      if (/^(server|client|shared)$/.test(name)) add(value, name === 'client' ? 'build' : 'run');
  }
  for (const name of ['cleanEnv', 'envsafe'])
    for (const call of callsNamed(name, syntax)) {
      const isSpecification = (node: SyntaxNode) =>
        node.type === 'identifier' || (node.type === 'object' && !/^\{\s*\.\.\.[\w.]*env\b/.test(node.text));
      add(argumentsOf(call).findLast(isSpecification) ?? null, 'run');
    }
  for (const object of frameworkSchemasOf(syntax)) add(object, 'run');
  for (const call of callsNamed('convict', syntax)) found.push(...ofConvict(call, syntax));
  const consumers = consumersOf(environments);
  const accepted: SyntaxNode[] = [];
  for (const name of ['object', 'strictObject', 'looseObject', 'extend']) {
    for (const call of callsNamed(name, syntax)) {
      const object = argumentsOf(call)[0] ?? null;
      const sign = accepted.some((outer) => isInside(call, outer))
        ? undefined
        : signOf(call, object, consumers);
      if (sign === undefined) continue;
      accepted.push(call);
      const isSure = sign === 'parsed' || environments.length > 0 || isAboutEnvironment(call, path);
      add(object, 'run', sign !== 'tried' && isSure);
    }
  }
  return found;
}

function declaration(name: string, at: SyntaxNode, phase: Phase, rule: FieldRule): Declaration {
  return { kind: 'declaration', name, role: 'validated', phase, line: lineOf(at), ...rule };
}

function* callsNamed(name: string, syntax: Syntax): Generator<SyntaxNode> {
  for (const node of syntax.words(name)) {
    const callee =
      node.parent?.type === 'member_expression' && isField(node, 'property') ? node.parent : node;
    if (callee.parent?.type === 'call_expression' && isField(callee, 'function')) yield callee.parent;
  }
}

function spreadFieldsOf(part: SyntaxNode) {
  if (part.type !== 'spread_element') return [];
  return part.descendantsOfType('object').slice(0, 1).flatMap(fieldsOf);
}

function fieldsOf(object: SyntaxNode | null) {
  if (object?.type !== 'object') return [];
  return object.namedChildren.flatMap((pair) => {
    const key =
      pair.childForFieldName('key') ?? (pair.type === 'shorthand_property_identifier' ? pair : null);
    if (!key) return [];
    return [{ key, name: literalText(key) ?? key.text, value: pair.childForFieldName('value') ?? key }];
  });
}

/** It is parsed with the environment, or all its keys are spelled as variables are. */
function signOf(
  call: SyntaxNode,
  object: SyntaxNode | null,
  consumers: readonly Consumer[],
): 'parsed' | 'tried' | 'spelled' | undefined {
  const fields = fieldsOf(object);
  const names = fields.map(({ name }) => name);
  if (!fields.some(({ value }) => unwrap(value)?.type === 'call_expression')) return undefined;
  const bound = boundName(call);
  const parsing = consumers.filter(
    ({ node, schemas }) => isInside(call, node) || (bound !== undefined && schemas.has(bound)),
  );
  if (parsing.length > 0) return parsing.every(({ node }) => isTriedOut(node)) ? 'tried' : 'parsed';
  const isSpelled = names.every((name) => variable.test(name)) && names.some((name) => name.includes('_'));
  return isSpelled ? 'spelled' : undefined;
}

/** `safeParse` does not fail; what follows it may. */
function isTriedOut(call: SyntaxNode): boolean {
  if (!/\bsafe\w*$/i.test(call.childForFieldName('function')?.text.slice(-40) ?? '')) return false;
  const around = enclosing(call, 'statement_block', 'program');
  const from = call.endIndex - (around?.startIndex ?? 0);
  const rest = around?.text.slice(from, from + 2000) ?? '';
  const stops = /\bthrow\b|\bexit\(|\breject\(|\b(?:fatal|fail|panic|assert|invariant)\w*\(/i;
  return /\bsuccess\b/.test(rest) && !stops.test(rest);
}

function boundName(call: SyntaxNode): string | undefined {
  const outer = outermost(call, /^(?!variable_declarator$|program$|statement_block$|arguments$)/).parent;
  return outer?.type === 'variable_declarator' ? outer.childForFieldName('name')?.text : undefined;
}

/** The name of the schema or of its file says that it is meant for the environment. */
function isAboutEnvironment(call: SyntaxNode, path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const isNest = enclosing(call, 'pair')?.childForFieldName('key')?.text === 'validationSchema';
  return isNest || /env|config|settings/i.test(`${file} ${boundName(call) ?? ''}`);
}

/** Spelled as variables are, and nothing shows that they are any: whether one is needed cannot be told. */
function withoutNeed({ required: _, ...rule }: FieldRule): FieldRule {
  return rule;
}

interface Consumer {
  readonly node: SyntaxNode;
  /** names in the call, one of which is the schema */
  readonly schemas: ReadonlySet<string>;
}

/** Calls that check the whole environment: `schema.parse(process.env)`, `v.parse(schema, process.env)`. */
function consumersOf(environments: readonly Environment[]): readonly Consumer[] {
  return environments.flatMap(({ node }) => {
    const argument = outermost(node, /^(as_expression|spread_element|object|parenthesized_expression)$/);
    const call = argument.parent?.type === 'arguments' ? argument.parent.parent : null;
    const callee = call?.childForFieldName('function');
    if (!call || !callee || !/(parse|validate|cast|assert|check|create)\w*$/i.test(callee.text.slice(-40)))
      return [];
    const words = [callee.childForFieldName('object'), ...argumentsOf(call)];
    return [
      {
        node: call,
        schemas: new Set(words.flatMap((word) => (word?.type === 'identifier' ? [word.text] : []))),
      },
    ];
  });
}
