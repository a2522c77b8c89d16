import type { Store, StoreEntry } from '../../system/facts.ts';
import { named } from '../aws-entry.ts';
import { literalOf } from './hcl.ts';
import type { Block } from './hcl.ts';
import { templateTag } from './expressions.ts';

interface StoreBlock {
  readonly store: Store;
  /** attribute with the name of the entry */
  readonly name: string;
  /** attribute with the value, on resources: `ignore_changes` on it means that a person sets it */
  readonly value?: string;
}

const stores: Readonly<Record<string, StoreBlock>> = {
  aws_ssm_parameter: { store: 'aws-ssm', name: 'name', value: 'value' },
  aws_secretsmanager_secret: { store: 'aws-secrets-manager', name: 'name' },
  aws_secretsmanager_secret_version: { store: 'aws-secrets-manager', name: 'secret_id' },
  google_secret_manager_secret: { store: 'gcp-secret-manager', name: 'secret_id' },
  google_secret_manager_secret_version: { store: 'gcp-secret-manager', name: 'secret' },
  google_secret_manager_secret_version_access: { store: 'gcp-secret-manager', name: 'secret' },
  azurerm_key_vault_secret: { store: 'azure-key-vault', name: 'name', value: 'value' },
  vault_generic_secret: { store: 'vault', name: 'path' },
  vault_kv_secret: { store: 'vault', name: 'path' },
  vault_kv_secret_v2: { store: 'vault', name: 'name' },
};

/** What AWS itself publishes: images, regions, agents. */
const published = /^\/?aws\//;

/** Entries that data blocks look up and resources make. */
export function readStoreEntries(block: Block): readonly StoreEntry[] {
  const type = block.labels[0] ?? '';
  const found = Object.hasOwn(stores, type) ? stores[type] : undefined;
  const name = found && block.attributes.get(found.name);
  const node = name?.node;
  if (!found || !name || node?.kind !== 'scalar') return [];
  if (node.tag !== undefined && node.tag !== templateTag) return [];
  const entry = named(found.store, node.text.replace(/^arn:[^/]*?(?:parameter|secret:)/, ''));
  if (!entry || published.test(entry.entry)) return [];
  const needed = block.type === 'data' || isFilledByHand(block, found);
  return [{ kind: 'store-entry', line: name.line, role: needed ? 'needed' : 'created', ...entry }];
}

/** The resource makes the entry, and `ignore_changes` says that its value is set elsewhere. */
function isFilledByHand(block: Block, { value }: StoreBlock): boolean {
  const lifecycle = block.blocks.find(({ type }) => type === 'lifecycle');
  const ignored = lifecycle?.attributes.get('ignore_changes')?.node;
  if (value === undefined || ignored?.kind !== 'list') return false;
  const ignores = ignored.items.some((item) => item.kind === 'scalar' && item.text === value);
  // A value that is worked out is there from the start.
  return ignores && literalOf(block.attributes.get(value)) !== undefined;
}
