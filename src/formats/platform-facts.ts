import type { Declaration, Fact, HealthCheck, Port } from '../system/facts.ts';
import type { Store, StoreEntry } from '../system/provisioning-facts.ts';
import { shapeOf } from '../system/value-shape.ts';
import { textOf } from './node.ts';
import type { MapEntry, Node } from './node.ts';
import { shellFacts } from './shell-facts.ts';

/** Building blocks that the manifests of hosting platforms share. */

export const variableName = /^[A-Za-z_][\w.-]*$/;

/** Why the environment of a unit is open: the platform has a page on which people add variables. */
export const dashboard = ['the platform'] as const;

type Place = Pick<Declaration, 'unit'> & { readonly phase?: Declaration['phase'] };

/** A variable with its value in the file; what is no scalar is put together by the platform. */
export function givenValue(name: string, line: number, node: Node | undefined, place: Place): Declaration {
  const text = textOf(node);
  const value = text === undefined ? { from: 'expression' as const } : { value: shapeOf(text) };
  return { ...common(name, line, place), role: 'supplied', ...value };
}

/** A variable whose value stands somewhere else. */
export function givenFrom(
  name: string,
  line: number,
  from: NonNullable<Declaration['from']>,
  place: Place,
): Declaration {
  return { ...common(name, line, place), role: 'supplied', from };
}

function common(name: string, line: number, { unit, phase = 'run' }: Place) {
  return { kind: 'declaration', name, phase, line, ...(unit === undefined ? {} : { unit }) } as const;
}

/** All entries of a map as variables; names that no process can have are left out. */
export function givenMap(entries: Iterable<MapEntry>, place: Place): readonly Declaration[] {
  return [...entries].flatMap(({ key, line, node }) =>
    variableName.test(key) ? [givenValue(key, line, node, place)] : [],
  );
}

/** A switch that is absent is off. */
const isSwitch = /(?:^|_)(?:IS|HAS|ENABLE|DISABLE|SKIP|ALLOW|USE|SHOW|HIDE)_|_(?:ENABLED?|DISABLED?)$/;

/** Somebody has to put the value into the platform's own store. */
export function neededEntry(store: Store, name: string, line: number, unit?: string): StoreEntry {
  const whose = {
    ...(unit === undefined ? {} : { unit }),
    ...(isSwitch.test(name) ? { optional: true as const } : {}),
  };
  return { kind: 'store-entry', store, entry: name, role: 'needed', variable: name, line, ...whose };
}

/** A command line of a manifest that runs in a folder of the checkout. */
export function commandFacts(
  node: Node | undefined,
  unit: string,
  directory: string | null,
): readonly Fact[] {
  const text = textOf(node);
  if (!node || text === undefined) return [];
  return shellFacts(text, { line: node.line, folded: true, directory, unit });
}

export function listenPort(node: Node | undefined, unit: string): readonly Port[] {
  const port = portOf(node);
  if (!node || port === undefined) return [];
  return [{ kind: 'port', unit, port, role: 'listen', protocol: 'tcp', line: node.line }];
}

/** A check of the platform over HTTP; without a path it only connects. */
export function platformCheck(
  unit: string,
  line: number,
  { path, port }: { readonly path?: Node | undefined; readonly port?: Node | undefined },
): HealthCheck {
  const httpPath = textOf(path);
  const number = portOf(port);
  return {
    kind: 'health-check',
    unit,
    probe: 'health',
    disabled: false,
    ...(number === undefined ? {} : { port: number }),
    ...(httpPath?.startsWith('/') ? { httpPath } : {}),
    line,
  };
}

function portOf(node: Node | undefined): number | undefined {
  const text = textOf(node) ?? '';
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** Facts as a reading wants them. */
export function inOrder(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((a, b) => a.line - b.line);
}
