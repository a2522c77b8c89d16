import type { ConfigReference } from '../../system/facts.ts';
import { booleanOf, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import type { KubernetesObject } from './object.ts';

type Found = Omit<ConfigReference, 'kind' | 'line' | 'namespace'>;
type Common = Pick<ConfigReference, 'by'> & { readonly namespace?: string };

/** What one container takes from ConfigMaps and Secrets: variables, and files through the pod's volumes. */
export function containerReferences(
  container: Node,
  podSpec: Node,
  common: Common,
): readonly ConfigReference[] {
  const env = items(get(container, 'env')).flatMap((item) =>
    keyReference(get(item, 'valueFrom'), 'env', common),
  );
  const envFrom = items(get(container, 'envFrom')).flatMap((item) =>
    (
      [
        ['configMapRef', 'config-map'],
        ['secretRef', 'secret'],
      ] as const
    ).flatMap(([key, type]) => {
      const node = get(item, key);
      return reference(node, get(node, 'name'), { type, use: 'env-from', live: false }, common);
    }),
  );
  const mounts = items(get(container, 'volumeMounts')).flatMap((mount) => {
    const name = textOf(get(mount, 'name'));
    const volume = items(get(podSpec, 'volumes')).find((each) => textOf(get(each, 'name')) === name);
    const path = textOf(get(mount, 'subPath')) ?? textOf(get(mount, 'subPathExpr'));
    return name === undefined || !volume ? [] : volumeReferences(volume, path, common);
  });
  return [...env, ...envFrom, ...mounts];
}

/** `secretKeyRef`, `configMapKeyRef`. */
function keyReference(
  source: Node | undefined,
  use: Found['use'],
  common: Common,
): readonly ConfigReference[] {
  return (
    [
      ['configMapKeyRef', 'config-map'],
      ['secretKeyRef', 'secret'],
    ] as const
  ).flatMap(([name, type]) => {
    const node = get(source, name);
    const key = textOf(get(node, 'key'));
    const picked = { type, use, live: false, ...(key === undefined ? {} : { key }) };
    return reference(node, get(node, 'name'), picked, common);
  });
}

/** A volume's object, or one reference for each key that it picks. */
function volumeReferences(
  volume: Node,
  subPath: string | undefined,
  common: Common,
): readonly ConfigReference[] {
  const projected = items(get(volume, 'projected', 'sources'));
  return [volume, ...projected].flatMap((source) =>
    (
      [
        ['configMap', 'config-map'],
        ['secret', 'secret'],
      ] as const
    ).flatMap(([name, type]) => {
      const node = get(source, name);
      const object = get(node, 'name') ?? get(node, 'secretName');
      const whole = { type, use: 'volume', live: subPath === undefined } as const;
      const picked = items(get(node, 'items')).flatMap((item) => {
        const key = textOf(get(item, 'key'));
        const path = textOf(get(item, 'path'));
        // A mount by path shows one of them.
        if (key === undefined || (subPath !== undefined && path !== subPath)) return [];
        return reference(node, object, { ...whole, key }, common, item.line);
      });
      if (picked.length > 0) return picked;
      const isFile = subPath !== undefined && !subPath.includes('/') && !subPath.includes('$');
      return reference(node, object, isFile ? { ...whole, key: subPath } : whole, common);
    }),
  );
}

/** What a pod as a whole needs: secrets to pull its images with. */
export function podReferences(podSpec: Node | undefined, common: Common): readonly ConfigReference[] {
  return items(get(podSpec, 'imagePullSecrets')).flatMap((item) =>
    reference(item, get(item, 'name'), { type: 'secret', use: 'pull-secret', live: true }, common),
  );
}

/** References of objects that run nothing themselves. */
export function objectReferences({
  kind,
  name,
  namespace,
  root,
}: KubernetesObject): readonly ConfigReference[] {
  const common = { by: `${kind}/${name}`, ...(namespace === undefined ? {} : { namespace }) };
  if (kind === 'ServiceAccount') return podReferences(root, common);
  if (kind === 'Ingress')
    return items(get(root, 'spec', 'tls')).flatMap((item) =>
      reference(item, get(item, 'secretName'), { type: 'secret', use: 'tls', live: true }, common),
    );
  const lists = [get(root, 'spec', 'valuesFrom'), get(root, 'spec', 'postBuild', 'substituteFrom')];
  // Flux: values of a release, and variables of a build.
  if (kind !== 'HelmRelease' && kind !== 'Kustomization') return [];
  return lists.flatMap(items).flatMap((item) => {
    const type = textOf(get(item, 'kind')) === 'Secret' ? 'secret' : 'config-map';
    const key = textOf(get(item, 'valuesKey'));
    const found = { type, use: 'values', live: true, ...(key === undefined ? {} : { key }) } as const;
    return reference(item, get(item, 'name'), found, common);
  });
}

function reference(
  node: Node | undefined,
  object: Node | undefined,
  found: Pick<Found, 'type' | 'use' | 'live' | 'key'>,
  common: Common,
  line?: number,
): readonly ConfigReference[] {
  const name = textOf(object);
  if (!node || !object || name === undefined || name === '') return [];
  const optional = booleanOf(get(node, 'optional')) ?? false;
  return [
    { kind: 'config-reference', line: line ?? object.line, object: name, ...found, ...common, optional },
  ];
}
