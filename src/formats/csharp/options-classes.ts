import type { ConfigRead } from '../../system/app-config-facts.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

const constantName = /^(?:\w*SectionName|\w*Section|Position|ConfigurationKey|ConfigKey|OptionsKey|Key)$/;

/** Classes that name the section they are filled from: one key for each property that can be set. */
export function optionsClasses(syntax: Syntax): readonly ConfigRead[] {
  return syntax.root.descendantsOfType(['class_declaration', 'record_declaration']).flatMap((holder) => {
    syntax.checkTime();
    const name = holder.childForFieldName('name')?.text ?? '';
    if (!/(?:Options|Settings|Config(?:uration)?)$/.test(name)) return [];
    const members = holder.childForFieldName('body')?.namedChildren ?? [];
    const section = members.flatMap(sectionOf)[0];
    return section === undefined ? [] : members.flatMap((member) => readOf(member, section));
  });
}

/** `public const string SectionName = "Payment";` */
function sectionOf(member: SyntaxNode): readonly string[] {
  if (member.type !== 'field_declaration' || !/\bconst string\b/.test(member.text.slice(0, 200))) return [];
  const declarator = member.descendantsOfType('variable_declarator')[0];
  const value = declarator?.namedChildren.at(-1);
  if (
    !constantName.test(declarator?.childForFieldName('name')?.text ?? '') ||
    value?.type !== 'string_literal'
  )
    return [];
  const text = value.text.slice(1, -1);
  return /^\w+(?::\w+)*$/.test(text) ? [text] : [];
}

function readOf(member: SyntaxNode, section: string): readonly ConfigRead[] {
  const name = member.type === 'property_declaration' ? member.childForFieldName('name') : null;
  const accessors = member.childForFieldName('accessors')?.text ?? '';
  if (!name || !/\b(?:set|init)\b/.test(accessors) || /\bstatic\b/.test(member.text.slice(0, 100))) return [];
  const value = member.childForFieldName('value')?.text;
  const attributes = member.namedChildren
    .filter(({ type }) => type === 'attribute_list')
    .map(({ text }) => text);
  const isNeeded = attributes.some((text) => /\bRequired\b/.test(text));
  const hasValue = value !== undefined && !/^(?:default|null|string\.Empty|"")!?$/.test(value);
  return [
    {
      kind: 'config-read',
      family: 'dotnet',
      key: `${section}:${name.text}`,
      line: lineOf(name),
      strength: hasValue ? 'defaulted' : isNeeded ? 'required' : 'guarded',
      via: 'options class',
      section: true,
    },
  ];
}
