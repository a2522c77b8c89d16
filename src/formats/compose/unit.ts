import type { Image, Unit } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, get, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { fillIn, knownText, pairs } from './service-node.ts';
import { secondsOf } from './seconds-of.ts';
import type { ServiceNode } from './service-node.ts';

/** The service itself. `open` holds what env files add. */
export function readUnit(service: ServiceNode, open: readonly string[]): Unit {
  const inline = get(service.map, 'build', 'dockerfile_inline') ? ['dockerfile_inline'] : [];
  const build = inline.length > 0 ? undefined : readBuild(service);
  const profiles = textsOf(get(service.map, 'profiles')).map(({ text }) => text);
  const base = readExtends(service);
  const reasons = [...open, ...inline, ...(base?.includes('#') ? [`extends ${base}`] : [])];
  return {
    kind: 'unit',
    name: service.name,
    type: 'compose-service',
    ...(build ? { build } : {}),
    ...(profiles.length > 0 ? { profiles } : {}),
    ...readNetworks(service),
    ...readRestart(service),
    ...readGrace(service),
    ...(base === undefined ? {} : { extends: base }),
    ...(service.replaces.length > 0 ? { replaces: service.replaces } : {}),
    ...(reasons.length > 0 ? { open: reasons } : {}),
    line: service.line,
  };
}

/** `networks:` as a list or a mapping, and `network_mode:`. */
function readNetworks(service: ServiceNode): Pick<Unit, 'networks' | 'networkMode'> {
  const node = get(service.map, 'networks');
  const networks =
    node?.kind === 'map' ? [...entries(node)].map(({ key }) => key) : textsOf(node).map(({ text }) => text);
  const networkMode = textOf(get(service.map, 'network_mode'));
  return {
    ...(networks.length > 0 ? { networks } : {}),
    ...(networkMode === undefined ? {} : { networkMode }),
  };
}

/** `restart:`, and what swarms have in its place. */
function readRestart(service: ServiceNode): Pick<Unit, 'restarts'> {
  const policy =
    textOf(get(service.map, 'restart')) ?? textOf(get(service.map, 'deploy', 'restart_policy', 'condition'));
  return policy === undefined ? {} : { restarts: !/^(?:no|none|false)$/i.test(policy) };
}

function readGrace(service: ServiceNode): Pick<Unit, 'graceSeconds'> {
  const node = get(service.map, 'stop_grace_period');
  const seconds = node ? secondsOf(knownText(node) ?? '') : undefined;
  return seconds === undefined ? {} : { graceSeconds: Number.isNaN(seconds) ? null : seconds };
}

/** Only what is built from the repository: no Git URL. What a variable decides stays as it is written. */
function readBuild(service: ServiceNode): Unit['build'] {
  const node = service.map.entries.get('build')?.node;
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined;
  const context = node.kind === 'map' && !get(node, 'context') ? '.' : pathText(get(node, 'context') ?? node);
  if (context === undefined || /^[\w+.-]+:\/\/|^git@|^github\.com\//.test(context)) return undefined;
  const dockerfile = pathText(get(node, 'dockerfile'));
  const target = pathText(get(node, 'target'));
  const args = pairs(get(node, 'args')).map(({ key }) => key);
  return {
    context: context === '' ? '.' : context,
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(target === undefined ? {} : { target }),
    ...(args.length > 0 ? { args } : {}),
  };
}

/** Fallbacks filled in; what is left of `${X}` is for `system/build-variables.ts`. */
function pathText(node: Node | undefined): string | undefined {
  const written = textOf(node);
  return written === undefined ? undefined : fillIn(written).text;
}

function readExtends(service: ServiceNode): string | undefined {
  const node = get(service.map, 'extends');
  const name = textOf(node) ?? textOf(get(node, 'service'));
  const file = get(node, 'file');
  if (name === undefined || file === undefined) return name;
  return `${knownText(file) ?? textOf(file) ?? ''}#${name}`;
}

export function readImage(service: ServiceNode): readonly Image[] {
  const node = get(service.map, 'image');
  const written = textOf(node);
  if (!node || written === undefined) return [];
  const reference = parseImageReference(fillIn(written).text);
  return reference ? [{ kind: 'image', unit: service.name, role: 'run', ...reference, line: node.line }] : [];
}
