import type { StoreEntry } from '../system/facts.ts';

export type EntryName = Pick<StoreEntry, 'store' | 'entry' | 'variableName'>;

/** `${…}`, `{{ … }}`, `<…>`: what is filled in before AWS sees it */
const placeholder = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[^<>]*>/g;
const arn = /^arn:[^:]*:(ssm|secretsmanager):[^:]*:[^:]*:(?:parameter\/?|secret:)([^:]+)/;

/**
 * The entry that a `valueFrom` names: an ARN of a parameter or secret, or the name of a parameter. Null when it
 * is wholly a placeholder, or no name of either.
 */
export function awsEntry(written: string): EntryName | null {
  const held: string[] = [];
  const text = written.trim().replace(placeholder, (found) => `\0${held.push(found) - 1}\0`);
  const restored = (part: string): string =>
    part.replace(/\0(\d+)\0/g, (_, index: string) => held[Number(index)] ?? '');
  const [, service, name] = arn.exec(text) ?? [];
  if (service === 'secretsmanager' && name !== undefined)
    return named('aws-secrets-manager', restored(name.replace(/-[A-Za-z0-9?]{6}$/, '')));
  if (service === 'ssm' && name !== undefined)
    return named('aws-ssm', restored(name.includes('/') ? `/${name}` : name));
  return text.startsWith('arn:') ? null : named('aws-ssm', restored(text));
}

/** An entry of a store, unless nothing of its name is known or no such thing can have that name. */
export function named(store: StoreEntry['store'], entry: string): EntryName | null {
  const known = entry.replace(placeholder, '');
  if (!/[A-Za-z]/.test(known) || !/^[\w/.@+= -]*$/.test(known)) return null;
  return known === entry ? { store, entry } : { store, entry, variableName: true };
}
