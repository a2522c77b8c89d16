import type { ConfigObject, Declaration, Fact } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { nodeDigest } from '../node-digest.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import type { KubernetesObject } from './object.ts';

interface Keys {
  readonly name: string;
  readonly keys: readonly {
    readonly key: string;
    readonly line: number;
    readonly value?: Node;
    /** of what stands behind the key, a secret too */
    readonly digest?: string;
  }[];
  /** more may come from elsewhere */
  readonly open: boolean;
}

/** ConfigMaps, Secrets and what makes Secrets. Of a secret only the names of its keys are read. */
export function readConfigObject(object: KubernetesObject): readonly Fact[] {
  const reader = Object.hasOwn(readers, object.kind) ? readers[object.kind] : unknownSecret;
  const found = reader?.(object);
  if (!found || found.name === '') return [];
  const type = object.kind === 'ConfigMap' ? 'config-map' : 'secret';
  const { namespace, line } = object;
  const contents = found.keys.flatMap(({ key, digest }) => (digest === undefined ? [] : [{ key, digest }]));
  const fact: ConfigObject = {
    kind: 'config-object',
    line,
    type,
    name: found.name,
    ...(namespace === undefined ? {} : { namespace }),
    keys: found.keys.map(({ key }) => key),
    open: found.open,
    ...(contents.length > 0 ? { contents } : {}),
  };
  return [fact, ...found.keys.flatMap((entry) => declarationOf(entry, type))];
}

/** Keys that can be the name of a variable; others are files. */
function declarationOf(
  { key, line, value }: Keys['keys'][number],
  type: ConfigObject['type'],
): readonly Declaration[] {
  if (!/^[A-Za-z_]\w*$/.test(key)) return [];
  const common = { kind: 'declaration', line, name: key, role: 'supplied', phase: 'run' } as const;
  if (type === 'secret') return [{ ...common, from: 'secret' }];
  return [{ ...common, value: shapeOf(textOf(value) ?? '') }];
}

const readers: Readonly<Record<string, (object: KubernetesObject) => Keys>> = {
  ConfigMap: ({ name, root }) => ({
    name,
    keys: [...keysOf(get(root, 'data'), true), ...keysOf(get(root, 'binaryData'))],
    open: false,
  }),
  Secret: ({ name, root }) => ({
    name,
    keys: [...keysOf(get(root, 'data')), ...keysOf(get(root, 'stringData'))],
    open: false,
  }),
  SealedSecret: ({ name, root }) => ({
    name: textOf(get(root, 'spec', 'template', 'metadata', 'name')) ?? name,
    keys: [...keysOf(get(root, 'spec', 'encryptedData')), ...keysOf(get(root, 'spec', 'template', 'data'))],
    open: false,
  }),
  ExternalSecret: externalSecret,
  // These fetch whatever their store holds.
  VaultStaticSecret: ({ root }) => fetched(textOf(get(root, 'spec', 'destination', 'name'))),
  VaultDynamicSecret: ({ root }) => fetched(textOf(get(root, 'spec', 'destination', 'name'))),
  InfisicalSecret: ({ root }) => fetched(textOf(get(root, 'spec', 'managedSecretReference', 'secretName'))),
  DopplerSecret: ({ root }) => fetched(textOf(get(root, 'spec', 'managedSecret', 'name'))),
  OnePasswordItem: ({ name }) => fetched(name),
  // https://cert-manager.io/docs/usage/certificate/
  Certificate: ({ root }) => fetched(textOf(get(root, 'spec', 'secretName'))),
  SecretProviderClass: ({ root }) =>
    fetched(textOf(get(items(get(root, 'spec', 'secretObjects'))[0], 'secretName'))),
};

/** Some operator's own kind: it makes a Secret, named by itself or somewhere in its specification. */
function unknownSecret({ kind, name, root }: KubernetesObject): Keys {
  if (!kind.endsWith('Secret')) return fetched(undefined);
  const places = [['secretName'], ['target', 'name'], ['output', 'name'], ['destination', 'name'], ['name']];
  return fetched(places.flatMap((place) => textOf(get(root, 'spec', ...place)) ?? [])[0] ?? name);
}

/** https://external-secrets.io/latest/api/externalsecret/: a template with data decides the keys alone. */
function externalSecret({ name, root }: KubernetesObject): Keys {
  const target = get(root, 'spec', 'target');
  const templated = keysOf(get(target, 'template', 'data'));
  const merges = textOf(get(target, 'template', 'mergePolicy')) === 'Merge';
  const data = items(get(root, 'spec', 'data')).flatMap((item) => {
    const key = get(item, 'secretKey');
    const text = textOf(key);
    return key === undefined || text === undefined ? [] : [{ key: text, line: key.line }];
  });
  const alone = templated.length > 0 && !merges;
  const more =
    items(get(root, 'spec', 'dataFrom')).length > 0 || get(target, 'template', 'templateFrom') !== undefined;
  return {
    name: textOf(get(target, 'name')) ?? name,
    keys: alone ? templated : [...data, ...templated],
    open:
      textOf(get(target, 'creationPolicy')) === 'Merge' ||
      (alone ? get(target, 'template', 'templateFrom') !== undefined : more),
  };
}

function fetched(name: string | undefined): Keys {
  return { name: name ?? '', keys: [], open: true };
}

/** A key without a value is one that a patch takes away. */
function keysOf(node: Node | undefined, withValues = false): Keys['keys'] {
  return [...entries(node)].flatMap(({ key, line, node: value }: MapEntry): Keys['keys'] => {
    if (value.kind === 'scalar' && value.value === null && value.text !== '') return [];
    const digest = nodeDigest(value);
    return [withValues ? { key, line, value, digest } : { key, line, digest }];
  });
}
