import type { Fact, Mount, Unit } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { commandFacts, givenMap, inOrder, listenPort, platformCheck } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** The app or its process groups. Secrets are set outside of the file, so every environment is open. */
export function readFly({ text }: SourceFile): Reading {
  const root = readToml(text);
  const facts: Fact[] = [
    ...givenMap(entries(get(root, 'env')), {}),
    ...givenMap(entries(get(root, 'build', 'args')), { phase: 'build' }),
  ];
  const processes = [...entries(get(root, 'processes'))];
  const units =
    processes.length > 0
      ? processes.map(({ key, line }) => ({ key, line }))
      : [{ key: 'app', line: get(root, 'app')?.line ?? 1 }];
  const [first] = units;
  const image = get(root, 'build', 'image');
  const reference = parseImageReference(textOf(image) ?? '');
  for (const { key, line } of units) {
    facts.push(unitOf(root, key, line));
    if (image && reference)
      facts.push({ kind: 'image', unit: key, role: 'run', ...reference, line: image.line });
  }
  // In a machine the working directory is the image's business.
  for (const { key, node } of processes) facts.push(...commandFacts(node, key, null));
  facts.push(...commandFacts(get(root, 'deploy', 'release_command'), 'release', null));
  if (first) facts.push(...network(root, first.key), ...mounts(root, first.key));
  return { facts: inOrder(facts) };
}

/** Without any word on the build, flyctl finds out by itself what to do. */
function unitOf(root: Node, name: string, line: number): Unit {
  const unit = { kind: 'unit', name, type: 'process', open: ['fly secrets'], line } as const;
  const dockerfile = textOf(get(root, 'build', 'dockerfile'));
  const target = textOf(get(root, 'build', 'build-target'));
  const args = [...entries(get(root, 'build', 'args'))].map(({ key }) => key);
  if (dockerfile === undefined && target === undefined && args.length === 0) return unit;
  return {
    ...unit,
    build: {
      context: '.',
      ...(dockerfile === undefined ? {} : { dockerfile: dockerfile.replace(/^\.\//, '') }),
      ...(target === undefined ? {} : { target }),
      ...(args.length > 0 ? { args } : {}),
    },
  };
}

/** `[http_service]`, `[[services]]` and `[checks.x]`, each for the process groups it names, or for all. */
function network(root: Node, fallback: string): readonly Fact[] {
  const http = get(root, 'http_service');
  const services = [...(http ? [http] : []), ...items(get(root, 'services'))];
  const ofServices = services.flatMap((service): readonly Fact[] => {
    const unit = groupOf(service) ?? fallback;
    const port = get(service, 'internal_port');
    const checks = ['checks', 'http_checks', 'tcp_checks'].flatMap((key) => items(get(service, key)));
    return [
      ...listenPort(port, unit),
      ...checks.map((check) => platformCheck(unit, check.line, { path: get(check, 'path'), port })),
    ];
  });
  const ofApp = [...entries(get(root, 'checks'))].map(({ line, node }) =>
    platformCheck(groupOf(node) ?? fallback, line, { path: get(node, 'path'), port: get(node, 'port') }),
  );
  return [...ofServices, ...ofApp];
}

function groupOf(node: Node): string | undefined {
  return textOf(items(get(node, 'processes'))[0]);
}

function mounts(root: Node, fallback: string): readonly Mount[] {
  const node = get(root, 'mounts');
  const all = node?.kind === 'map' ? [node] : items(node);
  return all.flatMap((each): Mount[] => {
    const source = get(each, 'source');
    const target = textOf(get(each, 'destination'));
    const name = textOf(source);
    if (!source || name === undefined || target === undefined) return [];
    const unit = groupOf(each) ?? fallback;
    return [
      { kind: 'mount', unit, type: 'volume', source: name, target, optional: false, line: source.line },
    ];
  });
}
