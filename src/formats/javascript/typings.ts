import type { Declaration } from '../../system/facts.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';
import { phaseOf } from './phase.ts';

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
        return [{ kind: 'declaration', name, role: 'documented', phase, line: lineOf(member), required }];
      });
    }),
  );
}

/**
 * Variables of a class that class-validator checks, as NestJS documents it: its fields are
 * spelled as variables are and have decorators.
 */
export function validatedClassesOf(syntax: Syntax): readonly Declaration[] {
  return syntax.root.descendantsOfType('class_declaration').flatMap((owner) => {
    const body = owner.childForFieldName('body')?.namedChildren ?? [];
    const fields = body.filter((member) => member.type === 'public_field_definition');
    const names = fields.map((field) => nameOf(field) ?? '');
    if (!names.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name)) || !names.some((name) => name.includes('_')))
      return [];
    return fields.map((field, index): Declaration => {
      const defaulted = field.childForFieldName('value') !== null;
      const required = !defaulted && !mayBeAbsent(field) && !/@IsOptional\b|@ValidateIf\b/.test(field.text);
      const name = names[index] ?? '';
      return {
        kind: 'declaration',
        name,
        role: 'validated',
        phase: 'run',
        line: lineOf(field),
        required,
        defaulted,
      };
    });
  });
}

function nameOf(member: SyntaxNode): string | undefined {
  const name = member.childForFieldName('name');
  return name ? (literalText(name) ?? name.text) : undefined;
}

function mayBeAbsent(member: SyntaxNode): boolean {
  const type = member.childForFieldName('type')?.text ?? '';
  return member.children.some((child) => child.type === '?') || /\b(undefined|null)\b/.test(type);
}
