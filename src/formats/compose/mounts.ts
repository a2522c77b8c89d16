import type { Mount } from '../../system/facts.ts';
import { booleanOf, get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { fillIn, knownText } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** `volumes:` in short and long form, `tmpfs:`, and the files behind `configs:` and `secrets:` of the same file. */
export function readMounts(service: ServiceNode, root: Node): readonly Mount[] {
  return [
    ...items(get(service.map, 'volumes')).flatMap((node) => volume(node, service.name)),
    ...textsOf(get(service.map, 'tmpfs')).map(({ text, line }): Mount => {
      const target = text.split(':')[0] ?? text;
      return { kind: 'mount', unit: service.name, type: 'tmpfs', source: '', target, optional: true, line };
    }),
    ...files(service, root, 'config'),
    ...files(service, root, 'secret'),
  ];
}

function volume(node: Node, unit: string): readonly Mount[] {
  if (node.kind === 'map') return longVolume(node, unit);
  const written = textOf(node);
  if (written === undefined) return [];
  const parts = splitVolume(fillIn(written).text);
  const [source, target] = parts.length === 1 ? ['', parts[0] ?? ''] : [parts[0] ?? '', parts[1] ?? ''];
  if (!target) return [];
  const type = isPath(source) ? 'bind' : 'volume';
  // Docker makes an empty folder where the source of a short bind mount is missing.
  return [{ kind: 'mount', unit, type, source, target, optional: true, line: node.line }];
}

/** At colons, except the one of a Windows drive and those inside of `${…}`. */
function splitVolume(text: string): readonly string[] {
  return text.match(/(?:^[A-Za-z]:[\\/])?(?:\$\{[^}]*\}|[^:])+/g) ?? [];
}

function isPath(source: string): boolean {
  return /^(?:[.~]|\/|[A-Za-z]:[\\/])/.test(source) && !source.includes('${');
}

function longVolume(node: Node, unit: string): readonly Mount[] {
  const written = textOf(get(node, 'source')) ?? '';
  const source = fillIn(written).text;
  const target = knownText(get(node, 'target'));
  const type = textOf(get(node, 'type'));
  if (target === undefined) return [];
  const place = { kind: 'mount', unit, target, line: node.line } as const;
  if (type === 'tmpfs') return [{ ...place, type, source: '', optional: true }];
  if (type === 'bind') {
    if (source.includes('${')) return [{ ...place, type: 'volume', source, optional: true }];
    return [{ ...place, type, source, optional: booleanOf(get(node, 'bind', 'create_host_path')) ?? true }];
  }
  return type === 'volume' ? [{ ...place, type, source, optional: true }] : [];
}

function files(service: ServiceNode, root: Node, type: 'config' | 'secret'): readonly Mount[] {
  return items(get(service.map, `${type}s`)).flatMap((node) => {
    const name = textOf(node) ?? textOf(get(node, 'source'));
    const file = name === undefined ? undefined : get(root, `${type}s`, name, 'file');
    const source = knownText(file);
    if (name === undefined || file === undefined || source === undefined) return [];
    const wanted = textOf(get(node, 'target')) ?? name;
    const folder = type === 'secret' ? '/run/secrets/' : '/';
    const target = wanted.startsWith('/') ? wanted : folder + wanted;
    return [{ kind: 'mount', unit: service.name, type, source, target, optional: false, line: file.line }];
  });
}
