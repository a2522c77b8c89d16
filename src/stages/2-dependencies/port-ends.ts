import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { ValueShape } from '../../system/facts.ts';
import type { Located } from '../../system/system.ts';
import { digestOf } from '../../system/value-shape.ts';

/** One place that says on which port something listens or is asked. */
export interface PortEnd {
  /** the same on both sides */
  readonly key: string;
  /**
   * - `listens`: it decides where the process listens (`PORT`, an option of its command)
   * - `asks`: it sends something there (a mapping, a check, a Service)
   * - `states`: it only says so (EXPOSE, containerPort)
   * - `calls`: another unit or a proxy calls the port
   */
  readonly role: 'listens' | 'asks' | 'states' | 'calls';
  /** what it is, for a sentence */
  readonly name: Text;
  readonly numbers: ReadonlySet<number>;
  /** of a number that is only known by its digest */
  readonly digest?: string;
  readonly at: Located;
}

/** A port that some ends left while others stayed. */
export interface PortDrift {
  readonly from: number;
  /** undefined when it is not known, or not one number */
  readonly to: number | undefined;
  readonly moved: readonly PortEnd[];
  /** as they are at head */
  readonly left: readonly PortEnd[];
}

/** The first port that ends agreed on at base and no longer do. */
export function driftOf(before: readonly PortEnd[], after: readonly PortEnd[]): PortDrift | undefined {
  const pool = new Set([...before, ...after].flatMap(({ numbers }) => [...numbers]));
  const base = new Map(before.map((end) => [end.key, known(end, pool)]));
  const head = new Map(after.map((end) => [end.key, known(end, pool)]));
  for (const from of pool) {
    const agreeing = [...base.values()].filter(({ numbers }) => numbers.has(from));
    const moves = agreeing.flatMap((was) => {
      const end = head.get(was.key);
      const to = end ? movedTo(was, end, from) : undefined;
      return end && to ? [{ end, ...to }] : [];
    });
    const targets = new Set(moves.map(({ to }) => to));
    const left = agreeing.flatMap((was) => {
      const end = head.get(was.key);
      const follows = [...targets].some((to) => to !== undefined && end?.numbers.has(to));
      return end?.numbers.has(from) && !follows ? [end] : [];
    });
    if (moves.length === 0 || left.length === 0) continue;
    const [to] = targets.size === 1 ? targets : [undefined];
    return { from, to, moved: moves.map(({ end }) => end), left };
  }
  return undefined;
}

/** An end whose number is only known by its digest has those of the others that it equals. */
function known(end: PortEnd, pool: ReadonlySet<number>): PortEnd {
  if (end.digest === undefined) return end;
  return { ...end, numbers: new Set([...pool].filter((port) => digestOf(String(port)) === end.digest)) };
}

/** It has another number in the place of `from`; what only lost one did not move. */
function movedTo(was: PortEnd, end: PortEnd, from: number): { readonly to: number | undefined } | undefined {
  if (end.numbers.has(from)) return undefined;
  if (end.digest !== undefined && end.digest !== was.digest) return { to: [...end.numbers][0] };
  const fresh = [...end.numbers].filter((port) => !was.numbers.has(port));
  return fresh.length === 0 ? undefined : { to: fresh.length === 1 ? fresh[0] : undefined };
}

const portNames = /^(?:(?:HTTP|SERVER|APP|LISTEN|WEB|UVICORN|GUNICORN|FLASK_RUN|ASPNETCORE_HTTP)_)?PORTS?$/;

/** Variables by which a process is told where to listen. */
export function isPortName(name: string): boolean {
  return portNames.test(name);
}

/** A variable that holds a port; undefined when its value is not in the repository. */
export function variableEnd(
  variable: Located & { readonly name: string; readonly value?: ValueShape },
  end: Pick<PortEnd, 'key' | 'role' | 'name'>,
): readonly PortEnd[] {
  const { value } = variable;
  if (value?.type !== 'number') return [];
  return [{ ...end, numbers: new Set(), digest: value.digest, at: variable }];
}

const option =
  /(?:^|\s)(?:--(?:(?:http|server|listen|web)[-.])?port[=\s]|-p\s|(?:--bind|-b|--listen|--addr|--address|--http-address)[=\s]\[?[\w.*:]*\]?:)(\d{2,5})(?!\d)/g;

/** Ports in the options of a command line. */
export function commandPorts(command: string): ReadonlySet<number> {
  return new Set([...command.slice(0, 4000).matchAll(option)].map(([, port]) => Number(port)));
}

/** `PORT` and the like, as a name for a sentence. */
export function named(repositoryText: string): Text {
  return text`${code(repositoryText)}`;
}
