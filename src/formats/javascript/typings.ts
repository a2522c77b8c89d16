import type { Accepts } from '../../system/accepted-values.ts';
import type { Declaration } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';
import { phaseOf } from './phase.ts';
import { argumentsOf, textsIn } from './schema-steps.ts';

const builtIn = /^(MODE|DEV|PROD|SSR|BASE_URL|TZ)$/;

/** Variables that `interface ProcessEnv` and `interface ImportMetaEnv` name. */
export function typingsOf(syntax: Syntax, path: string): readonly Declaration[] {
  return (['ProcessEnv', 'ImportMetaEnv'] as const).flatMap((word) =>
    [...syntax.words(word)].flatMap((node) => {
      const { parent } = node;
      if (parent?.type !== 'interface_declaration' || !isField(node, 'name')) return [];
      const members = parent.childForFieldName('body')?.namedChildren ?? [];
      return members.flatMap((member): readonly Declaration[] => {
        const name = nameOf(member);
        if (name === undefined || builtIn.test(name)) return [];
        const phase = phaseOf(name, word === 'ProcessEnv' ? 'run' : 'build', path);
        const required = !mayBeAbsent(member);
        const texts = unionOf(member);
        const accepts = texts && { oneOf: texts.map((text) => digestOf(text)) };
        const at = { phase, line: lineOf(member) } as const;
        return [
          { kind: 'declaration', name, role: 'documented', ...at, required, ...(accepts ? { accepts } : {}) },
        ];
      });
    }),
  );
}

/**
 * Variables of a class that class-validator checks, as NestJS documents it: fields with decorators
 * that are spelled as variables are.
 */
export function validatedClassesOf(syntax: Syntax): readonly Declaration[] {
  return syntax.root.descendantsOfType('class_declaration').flatMap((owner) => {
    const body = owner.childForFieldName('body')?.namedChildren ?? [];
    const fields = body.flatMap((field, index) => {
      const name = field.type === 'public_field_definition' ? nameOf(field) : undefined;
      const decorators = decoratorsOf(field, body.slice(0, index));
      return name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name) && decorators.includes('@')
        ? [{ name, field, decorators }]
        : [];
    });
    if (!fields.some(({ name }) => name.includes('_'))) return [];
    return fields.map(({ name, field, decorators }): Declaration => {
      const at = { phase: 'run', line: lineOf(field.childForFieldName('name') ?? field) } as const;
      const optional = mayBeAbsent(field) || /@IsOptional\b|@ValidateIf\b/.test(decorators);
      const accepts = acceptsOfDecorators(field, body, syntax);
      const rule = { ...ruleOf(name, field, optional), ...(accepts ? { accepts } : {}) };
      return { kind: 'declaration', name, role: 'validated', ...at, ...rule };
    });
  });
}

/** Decorators of a field stand in it or, before a modifier, in front of it. */
function decoratorsOf(field: SyntaxNode, before: readonly SyntaxNode[]): string {
  return decoratorNodes(field, before)
    .map(({ text }) => text.slice(0, 200))
    .join('\n');
}

function decoratorNodes(field: SyntaxNode, before: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const own = field.namedChildren.filter(({ type }) => type === 'decorator');
  const last = before.findLastIndex(({ type }) => type !== 'decorator' && type !== 'comment');
  return [...before.slice(last + 1).filter(({ type }) => type === 'decorator'), ...own];
}

/** `@IsIn(['a', 'b'])`, `@IsEnum(Environment)`: of the others it depends on how the text was made an object. */
function acceptsOfDecorators(
  field: SyntaxNode,
  body: readonly SyntaxNode[],
  syntax: Syntax,
): Accepts | undefined {
  const before = body.slice(
    0,
    body.findIndex(({ id }) => id === field.id),
  );
  for (const decorator of decoratorNodes(field, before)) {
    const call = decorator.firstNamedChild;
    if (!/^Is(?:In|Enum)$/.test(call?.childForFieldName('function')?.text ?? '') || !call) continue;
    const texts = textsIn(argumentsOf(call).slice(0, 1), syntax);
    if (texts && texts.length > 0) return { oneOf: texts.map((text) => digestOf(text)) };
  }
  return undefined;
}

/** Texts of a type that is a union of them: `'development' | 'production'`. */
function unionOf(member: SyntaxNode): readonly string[] | undefined {
  const type = member.childForFieldName('type')?.text.slice(0, 2000).replace(/^:/, '') ?? '';
  const parts = type.split('|').map((part) => part.trim());
  const known = parts.filter((part) => part !== '' && !/^(?:undefined|null)$/.test(part));
  const texts = known.flatMap((part) => /^(['"])([^'"\\]*)\1$/.exec(part)?.[2] ?? []);
  return texts.length > 0 && texts.length === known.length ? texts : undefined;
}

/** `X = environment.X ?? ''` has to be there all the same; `X = 3000` is a default. */
function ruleOf(
  name: string,
  field: SyntaxNode,
  optional: boolean,
): Pick<Declaration, 'required' | 'defaulted'> {
  const value = field.childForFieldName('value')?.text ?? '';
  const isFilled = value === '' || new RegExp(`\\.${name}\\b`).test(value);
  const fallback = isFilled ? /(?:\?\?|\|\|)\s*(?!''|""|undefined|null)\S/.test(value) : true;
  const tolerant = /\btoOptional\w*\(/.test(value);
  return { required: !optional && !fallback && !tolerant, defaulted: fallback };
}

function nameOf(member: SyntaxNode): string | undefined {
  const name = member.childForFieldName('name');
  return name ? (literalText(name) ?? name.text) : undefined;
}

function mayBeAbsent(member: SyntaxNode): boolean {
  const type = member.childForFieldName('type')?.text ?? '';
  return member.children.some((child) => child.type === '?') || /\b(undefined|null)\b/.test(type);
}
