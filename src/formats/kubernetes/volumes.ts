import type { Mount } from '../../system/facts.ts';
import { booleanOf, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

type Source = Pick<Mount, 'type' | 'source' | 'optional'>;

/** `volumeMounts:` of a container with what stands behind them: objects by name, folders of the node by path. */
export function readMounts(container: Node, podSpec: Node, root: Node, unit: string): readonly Mount[] {
  return items(get(container, 'volumeMounts')).flatMap((item): readonly Mount[] => {
    const name = textOf(get(item, 'name'));
    const target = textOf(get(item, 'mountPath'));
    if (name === undefined || target === undefined) return [];
    const volume = items(get(podSpec, 'volumes')).find((each) => textOf(get(each, 'name')) === name);
    const sources = volume ? sourcesOf(volume) : claimTemplate(root, name);
    return sources.map((source) => ({ kind: 'mount', line: item.line, unit, ...source, target }));
  });
}

function sourcesOf(volume: Node): readonly Source[] {
  const projected = items(get(volume, 'projected', 'sources'));
  if (projected.length > 0) return projected.flatMap((source) => objectSource(source));
  const object = objectSource(volume);
  if (object.length > 0) return object;
  const claim = textOf(get(volume, 'persistentVolumeClaim', 'claimName'));
  if (claim !== undefined) return [{ type: 'volume', source: claim, optional: false }];
  const path = textOf(get(volume, 'hostPath', 'path'));
  if (path !== undefined) {
    const type = textOf(get(volume, 'hostPath', 'type')) ?? '';
    return [{ type: 'bind', source: path, optional: type === '' || type.endsWith('OrCreate') }];
  }
  return get(volume, 'emptyDir') ? [{ type: 'volume', source: '', optional: true }] : [];
}

function objectSource(volume: Node): readonly Source[] {
  const config = get(volume, 'configMap');
  const secret = get(volume, 'secret');
  const name =
    textOf(get(config, 'name')) ?? textOf(get(secret, 'secretName')) ?? textOf(get(secret, 'name'));
  if (name === undefined) return [];
  const optional = booleanOf(get(config ?? secret, 'optional')) ?? false;
  return [{ type: config ? 'config' : 'secret', source: name, optional }];
}

function claimTemplate(root: Node, name: string): readonly Source[] {
  const claims = items(get(root, 'spec', 'volumeClaimTemplates'));
  const found = claims.some((claim) => textOf(get(claim, 'metadata', 'name')) === name);
  return found ? [{ type: 'volume', source: name, optional: false }] : [];
}
