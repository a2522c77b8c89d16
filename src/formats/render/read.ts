import type { Fact, Unit } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { booleanOf, entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import {
  commandFacts,
  dashboard,
  givenFrom,
  givenValue,
  inOrder,
  neededEntry,
  platformCheck,
  variableName,
} from '../platform-facts.ts';
import { readYaml } from '../yaml.ts';

type Groups = ReadonlyMap<string, readonly Node[]>;

/** Services with their variables, those of the groups they take in, builds, commands and checks. */
export function readRender({ text }: SourceFile): Reading {
  const facts = readYaml(text).flatMap((root) => {
    const environments = items(get(root, 'projects')).flatMap((each) => items(get(each, 'environments')));
    const holders = [root, ...environments, get(root, 'ungrouped')].flatMap((each) => each ?? []);
    const groups: Groups = new Map(
      holders
        .flatMap((holder) => items(get(holder, 'envVarGroups')))
        .map((group) => [textOf(get(group, 'name')) ?? '', items(get(group, 'envVars'))]),
    );
    const used = new Set<string>();
    const services = holders.flatMap((holder) =>
      items(get(holder, 'services')).flatMap((service) => ofService(service, groups, used)),
    );
    const unused = [...groups].flatMap(([name, variables]) =>
      used.has(name) ? [] : variables.flatMap((each) => ofVariable(each, undefined)),
    );
    return [...services, ...unused];
  });
  return { facts: inOrder(facts) };
}

function ofService(service: Node, groups: Groups, used: Set<string>): readonly Fact[] {
  const nameNode = get(service, 'name');
  const name = textOf(nameNode);
  if (!nameNode || name === undefined) return [];
  const root = joinPath('', textOf(get(service, 'rootDir')) ?? '');
  const check = get(service, 'healthCheckPath');
  const image = get(service, 'image', 'url');
  const reference = parseImageReference(textOf(image) ?? '');
  const facts: Fact[] = [unitOf(service, name, nameNode.line, root)];
  for (const node of items(get(service, 'envVars'))) {
    const group = textOf(get(node, 'fromGroup'));
    if (group === undefined) facts.push(...ofVariable(node, name));
    else {
      used.add(group);
      facts.push(...(groups.get(group) ?? []).flatMap((each) => ofVariable(each, name)));
    }
  }
  for (const key of ['buildCommand', 'preDeployCommand', 'startCommand', 'initialDeployHook'])
    facts.push(...commandFacts(get(service, key), name, root));
  if (check) facts.push(platformCheck(name, check.line, { path: check }));
  if (image && reference)
    facts.push({ kind: 'image', unit: name, role: 'run', ...reference, line: image.line });
  return facts;
}

/** Paths of Docker are seen from the root directory of the service. */
function unitOf(service: Node, name: string, line: number, root: string | null): Unit {
  const own = { kind: 'unit', name, type: 'process', open: dashboard, line } as const;
  const runtime = textOf(get(service, 'runtime')) ?? textOf(get(service, 'env'));
  const isImage = runtime === 'image' || get(service, 'image') !== undefined;
  if (root === null || isImage) return own;
  if (runtime !== 'docker') return { ...own, code: `/${root}` };
  const context = joinPath(root, textOf(get(service, 'dockerContext')) ?? '.');
  const dockerfile = joinPath(root, textOf(get(service, 'dockerfilePath')) ?? 'Dockerfile');
  if (context === null || dockerfile === null) return own;
  const inside = context === '' ? dockerfile : relative(context, dockerfile);
  return { ...own, build: { context: `/${context}`, dockerfile: inside } };
}

function relative(folder: string, path: string): string {
  if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1);
  return `${folder
    .split('/')
    .map(() => '..')
    .join('/')}/${path}`;
}

/** `value`, `generateValue`, `sync: false` (a person types it in) or taken from something else. */
function ofVariable(node: Node, unit: string | undefined): readonly Fact[] {
  const key = get(node, 'key');
  const name = textOf(key);
  const place = unit === undefined ? {} : { unit };
  if (!key || name === undefined || !variableName.test(name)) return [];
  if (get(node, 'value')) return [givenValue(name, key.line, get(node, 'value'), place)];
  if (booleanOf(get(node, 'sync')) === false)
    return [givenFrom(name, key.line, 'secret', place), neededEntry('render', name, key.line, unit)];
  if (booleanOf(get(node, 'generateValue')) === true) return [givenFrom(name, key.line, 'secret', place)];
  const source = [...entries(node)].find(({ key: field }) => /^from(?:Database|Service)$/.test(field));
  return source ? [givenFrom(name, key.line, 'expression', place)] : [];
}
