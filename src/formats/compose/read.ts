import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readYaml } from '../yaml.ts';
import { readCommands, readHealthCheck } from './commands.ts';
import { readEnvFiles, readEnvironment } from './environment.ts';
import { InterpolationReads } from './interpolation-reads.ts';
import { readMounts } from './mounts.ts';
import { readNames } from './names.ts';
import { readLabels } from './labels.ts';
import { readOrder } from './order.ts';
import { readPorts } from './ports.ts';
import { readProject } from './project.ts';
import { knownText, serviceNode } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';
import { readImage, readUnit } from './unit.ts';

/** Far above any file a person wrote; services that share blocks through aliases can multiply without end. */
const mostFacts = 200_000;

/**
 * What one Compose file says by itself: an overlay gives only what it states.
 * `system/compose-project.ts` puts the files of a project together.
 */
export function readCompose(file: SourceFile): Reading {
  const facts: (readonly Fact[])[] = [];
  const gaps: PartialGap[] = [];
  const reads = new InterpolationReads(file.text);
  for (const root of readYaml(file.text)) {
    if (root.kind === 'scalar' && root.value === null) continue;
    if (root.kind !== 'map') throw new Unreadable('unparsable', 'A Compose file is a mapping');
    readServices(root, reads, facts, gaps);
    facts.push(readIncludes(root), readEnvironmentSources(root), readProject(root));
    reads.ofRest(root);
  }
  facts.push(reads.reads);
  return { facts: facts.flat().toSorted((a, b) => a.line - b.line), gaps: [...gaps, ...reads.gaps] };
}

function readServices(
  root: Node,
  reads: InterpolationReads,
  facts: (readonly Fact[])[],
  gaps: PartialGap[],
): void {
  let count = 0;
  const services = get(root, 'services');
  if (services && services.kind !== 'map' && !(services.kind === 'scalar' && services.value === null)) {
    gaps.push({ reason: 'unparsable', detail: `services at line ${services.line} is not a mapping` });
  }
  for (const entry of entries(services)) {
    const service = serviceNode(entry);
    if (service) {
      const read = readService(service, root);
      count += read.length;
      if (count > mostFacts) throw new Unreadable('too-large', 'Its services repeat too much of each other');
      facts.push(read);
      reads.ofUnit(entry.node, service.name);
    } else gaps.push({ reason: 'unparsable', detail: `The service at line ${entry.line} is not a mapping` });
  }
}

function readService(service: ServiceNode, root: Node): readonly Fact[] {
  const envFiles = readEnvFiles(service);
  const gone = service.replaces.includes('') && service.map.entries.size === 0;
  if (gone) return [readUnit(service, [])];
  return [
    readUnit(service, envFiles.open),
    ...readNames(service),
    ...readImage(service),
    ...readEnvironment(service),
    ...envFiles.facts,
    ...readOrder(service),
    ...readHealthCheck(service),
    ...readPorts(service),
    ...readMounts(service, root),
    ...readCommands(service),
    ...readLabels(service),
  ];
}

/** `include:`, a list of paths or of `{path, project_directory, env_file}` whose path may be a list again. */
function readIncludes(root: Node): readonly Fact[] {
  return items(get(root, 'include')).flatMap((item) => {
    const node = item.kind === 'map' ? get(item, 'path') : item;
    return (node?.kind === 'list' ? node.items : node ? [node] : []).flatMap((each): Fact[] => {
      const path = knownText(each);
      return path === undefined ? [] : [{ kind: 'include', path, required: true, line: each.line }];
    });
  });
}

/** `secrets: {key: {environment: X}}`: Compose refuses to start a service that uses it while X is not set. */
function readEnvironmentSources(root: Node): readonly Fact[] {
  return ['secrets', 'configs'].flatMap((via) =>
    [...entries(get(root, via))].flatMap(({ node }): Fact[] => {
      const source = get(node, 'environment');
      const name = textOf(source);
      if (!source || name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return [];
      return [{ kind: 'read', name, strength: 'required', phase: 'run', via, line: source.line }];
    }),
  );
}
