import { awsEntry, named } from '../aws-entry.ts';
import type { EntryName } from '../aws-entry.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { suppliedText } from '../supplied-value.ts';
import type { ValueLanguage } from '../supplied-value.ts';

const dynamic = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]+?)\}\}/;

/** The entry that a dynamic reference names: `{{resolve:secretsmanager:prod/db:SecretString:password}}`. */
export function resolvedEntry(text: string): EntryName | null | undefined {
  const [, service, rest = ''] = dynamic.exec(text) ?? [];
  if (service === undefined) return undefined;
  if (rest.startsWith('arn:')) return awsEntry(rest.replace(/:SecretString.*$/, ''));
  const name = rest.split(':')[0] ?? '';
  return named(service === 'secretsmanager' ? 'aws-secrets-manager' : 'aws-ssm', name);
}

/** Text of a literal or of `!Sub`, and whether parts of it are filled in. */
export function textIn(
  node: Node | undefined,
): { readonly text: string; readonly variable: boolean } | undefined {
  const substituted =
    get(node, 'Fn::Sub') ?? (node?.kind !== 'map' && node?.tag === '!Sub' ? node : undefined);
  if (substituted) {
    const text = textOf(substituted) ?? textOf(items(substituted)[0]);
    return text === undefined ? undefined : { text, variable: text.includes('${') };
  }
  const text = node?.kind === 'scalar' && node.tag === undefined ? textOf(node) : undefined;
  return text === undefined ? undefined : { text, variable: false };
}

/** Values as CloudFormation writes them. */
export const cloudFormationLanguage: ValueLanguage = {
  valueOf: (node) => {
    const written = textIn(node);
    if (!written) return { from: isReference(node) ? 'variable' : 'expression' };
    if (dynamic.test(written.text)) return { from: 'secret' };
    return suppliedText(written.text, written.variable);
  },
  entryOf: (node) => {
    const written = textIn(node);
    if (!written) return null;
    const resolved = resolvedEntry(written.text);
    // `${Secret}` is made by this template.
    return resolved !== undefined || /^\$\{[^}]*\}/.test(written.text)
      ? (resolved ?? null)
      : awsEntry(written.text);
  },
};

function isReference(node: Node | undefined): boolean {
  return node?.kind === 'map' ? get(node, 'Ref') !== undefined : node?.tag === '!Ref';
}
