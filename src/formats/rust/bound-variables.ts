import type { Declaration, Read } from '../../system/facts.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** What clap's arguments and structs filled by envy take from the environment, and the prefixes of other loaders. */
export function boundVariablesOf(syntax: Syntax): readonly (Declaration | Read)[] {
  return [...argumentsWithVariables(syntax), ...structsFilledByEnvy(syntax), ...prefixesOf(syntax)];
}

/** Attributes that stand before a field, as one text. */
function attributesOf(field: SyntaxNode): string {
  const texts: string[] = [];
  for (let at = field.previousNamedSibling; at?.type === 'attribute_item'; at = at.previousNamedSibling)
    texts.push(at.text.slice(0, 2000));
  return texts.join('\n');
}

/** `#[arg(long, env = "X")]`, `#[clap(env)]`: the command line can always say it instead, so none is required. */
function argumentsWithVariables(syntax: Syntax): readonly Declaration[] {
  if (!/#\[(?:arg|clap|structopt)\(/.test(syntax.text)) return [];
  return syntax.root.descendantsOfType('field_declaration').flatMap((field): readonly Declaration[] => {
    const attributes = attributesOf(field);
    const found = /#\[(?:arg|clap|structopt)\([^\]]{0,1500}?\benv\b(?:\s{0,9}=\s{0,9}"(\w{1,100})")?/.exec(
      attributes,
    );
    const own = field.childForFieldName('name')?.text ?? '';
    const name = found ? (found[1] ?? own.toUpperCase()) : '';
    if (!variableName.test(name)) return [];
    const defaulted = /\bdefault_value/.test(attributes);
    return [
      {
        kind: 'declaration',
        name,
        role: 'validated',
        phase: 'run',
        line: lineOf(field),
        required: false,
        defaulted,
      },
    ];
  });
}

/** `envy::from_env::<Config>()`, `envy::prefixed("APP_").from_env()`: each field is a variable. */
function structsFilledByEnvy(syntax: Syntax): readonly Declaration[] {
  if (!/\benvy::/.test(syntax.text)) return [];
  const prefix = /\benvy::prefixed\(\s{0,9}"(\w{0,60})"/.exec(syntax.text)?.[1] ?? '';
  const named = new Set([...syntax.text.matchAll(/\bfrom_env::<(\w{1,80})>/g)].map((match) => match[1]));
  const structs = syntax.root.descendantsOfType('struct_item').filter((struct) => {
    const name = struct.childForFieldName('name')?.text;
    return named.size > 0 ? named.has(name) : /derive\([^)]{0,200}Deserialize/.test(attributesOf(struct));
  });
  // Without the type in sight, several structs are several guesses.
  if (named.size === 0 && structs.length !== 1) return [];
  return structs.flatMap((struct) =>
    struct.descendantsOfType('field_declaration').flatMap((field): readonly Declaration[] => {
      const attributes = attributesOf(field);
      if (/#\[serde\([^\]]{0,300}\b(?:skip|flatten)\b/.test(attributes)) return [];
      const renamed = /#\[serde\([^\]]{0,300}\brename\s{0,9}=\s{0,9}"(\w{1,100})"/.exec(attributes)?.[1];
      const name = prefix + (renamed ?? field.childForFieldName('name')?.text ?? '').toUpperCase();
      const type = field.childForFieldName('type')?.text ?? '';
      const defaulted = /#\[serde\([^\]]{0,300}\bdefault\b/.test(attributes);
      const required = !defaulted && !/^(?:std::option::)?Option\b/.test(type);
      return [
        {
          kind: 'declaration',
          name,
          role: 'validated',
          phase: 'run',
          line: lineOf(field),
          required,
          defaulted,
        },
      ];
    }),
  );
}

const loaders =
  /\b(?:Env::prefixed|Environment::with_prefix|Environment::default\(\)\s{0,40}\.prefix)\(\s{0,9}"(\w{1,60})"/g;

/** figment and config take every variable that begins so. */
function prefixesOf(syntax: Syntax): readonly Read[] {
  return [...syntax.text.matchAll(loaders)].map(({ 0: whole, 1: prefix = '', index }) => ({
    kind: 'read',
    name: whole.startsWith('Env::') || prefix.endsWith('_') ? prefix : `${prefix}_`,
    line: syntax.text.slice(0, index).split('\n').length,
    strength: 'prefix',
    phase: 'run',
    via: whole.startsWith('Env::') ? 'figment' : 'config',
  }));
}
