import type { ConfigRead, ConfigSource } from '../../system/app-config-facts.ts';
import { strengthAt, textOfName } from '../nullable/reads.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { argumentsOf, csharpLanguage } from './language.ts';

const methods = ['GetValue', 'GetConnectionString', 'GetSection', 'GetRequiredSection'];

/** `configuration["A:B"]` and calls that look a key up. */
export function configurationReads(syntax: Syntax): readonly ConfigRead[] {
  return [...methods.flatMap((name) => calls(name, syntax)), ...indexed(syntax)];
}

function calls(name: string, syntax: Syntax): readonly ConfigRead[] {
  return [...syntax.words(name)].flatMap((word): readonly ConfigRead[] => {
    const call = csharpLanguage.callOf(word);
    const callee = call?.childForFieldName('function');
    const prefix = prefixOf(callee?.childForFieldName('expression') ?? null, syntax);
    if (!call || prefix === undefined) return [];
    const [first, second] = argumentsOf(call);
    const own = textOfName(first, csharpLanguage, syntax);
    if (own === undefined || own === '') return [];
    const line = lineOf(first ?? call);
    const key = name === 'GetConnectionString' ? `${prefix}ConnectionStrings:${own}` : prefix + own;
    const read = { kind: 'config-read', family: 'dotnet', key, line, via: name } as const;
    if (name === 'GetRequiredSection') return [{ ...read, strength: 'required', section: true }];
    // What is asked of a section says more than the section itself.
    if (name === 'GetSection')
      return isAskedOn(call) ? [] : [{ ...read, strength: 'guarded', section: true }];
    if (second) return [{ ...read, strength: 'defaulted' }];
    return [{ ...read, strength: strengthAt(call, key, csharpLanguage, syntax) }];
  });
}

function indexed(syntax: Syntax): readonly ConfigRead[] {
  return syntax.root
    .descendantsOfType('element_access_expression')
    .flatMap((access): readonly ConfigRead[] => {
      syntax.checkTime();
      const prefix = prefixOf(access.childForFieldName('expression'), syntax);
      const argument = access.childForFieldName('subscript')?.namedChild(0)?.namedChildren.at(-1);
      const own = prefix === undefined ? undefined : textOfName(argument, csharpLanguage, syntax);
      if (prefix === undefined || own === undefined || isWritten(access)) return [];
      const key = prefix + own;
      const strength = strengthAt(access, key, csharpLanguage, syntax);
      return [
        {
          kind: 'config-read',
          family: 'dotnet',
          key,
          line: lineOf(access),
          strength,
          via: 'configuration[]',
        },
      ];
    });
}

/** `configuration["A"] = "x"` */
function isWritten(access: SyntaxNode): boolean {
  return access.parent?.type === 'assignment_expression' && isField(access, 'left');
}

/** What keys of the expression start with: nothing for the configuration, `A:` for its section A; undefined for anything else. */
function prefixOf(expression: SyntaxNode | null, syntax: Syntax): string | undefined {
  if (!expression) return undefined;
  if (expression.type === 'invocation_expression') {
    const callee = expression.childForFieldName('function');
    const name = callee?.childForFieldName('name')?.text;
    if (name !== 'GetSection' && name !== 'GetRequiredSection') return undefined;
    const outer = prefixOf(callee?.childForFieldName('expression') ?? null, syntax);
    const own = textOfName(argumentsOf(expression)[0], csharpLanguage, syntax);
    return outer === undefined || own === undefined ? undefined : `${outer}${own}:`;
  }
  return /^(?:[\w.]{1,80}\.)?_?(?:configuration|config|appConfiguration)$/i.test(
    expression.text.slice(0, 120),
  )
    ? ''
    : undefined;
}

/** `GetSection("A")["B"]`, `GetSection("A").GetValue<int>("B")`. */
function isAskedOn(call: SyntaxNode): boolean {
  const { parent } = call;
  if (parent?.type === 'element_access_expression') return true;
  return (
    parent?.type === 'member_access_expression' &&
    /^Get(?:Value|Section|RequiredSection)\b/.test(parent.childForFieldName('name')?.text ?? '')
  );
}

const sources: Readonly<Record<string, string>> = {
  AddAzureKeyVault: 'Azure Key Vault',
  AddAzureAppConfiguration: 'Azure App Configuration',
  AddSystemsManager: 'AWS Systems Manager',
  AddSecretsManager: 'AWS Secrets Manager',
  AddConsul: 'Consul',
  AddVault: 'Vault',
};

/** Where configuration comes from besides appsettings files and the environment. */
export function sourcesOf(syntax: Syntax): readonly ConfigSource[] {
  const found = Object.entries(sources).flatMap(([word, name]) =>
    [...syntax.words(word)].map((node): ConfigSource => ({
      kind: 'config-source',
      family: 'dotnet',
      name,
      line: lineOf(node),
    })),
  );
  const files = [...syntax.words('AddJsonFile')].flatMap((word): readonly ConfigSource[] => {
    const call = csharpLanguage.callOf(word);
    const text = call?.text.slice(-400) ?? '';
    if (!call || /appsettings[\w.{}]*\.json/.test(text)) return [];
    return [{ kind: 'config-source', family: 'dotnet', name: 'AddJsonFile', line: lineOf(word) }];
  });
  return [...found, ...files];
}
