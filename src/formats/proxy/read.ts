import type { Fact, Route } from '../../system/facts.ts';
import { configTemplate } from '../config-template/format.ts';
import { readConfigTemplate } from '../config-template/read.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { proxyDialectOf } from './format.ts';
import { readDirectives } from './directives.ts';
import { readYamlRoutes } from './yaml-routes.ts';

/** One line of a person's file is not longer. */
const longestLine = 5000;

/** Where requests are sent on to, by host; what is filled in from the environment is read as in any template. */
export function readProxy(file: SourceFile): Reading {
  const conflict = conflictLine(file.text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  if (file.text.includes('\0')) throw new Unreadable('encoding', 'It holds NUL bytes');
  const dialect = proxyDialectOf(file.path) ?? 'nginx';
  const rows = file.text.split(/\r?\n/).map((row) => (row.length > longestLine ? '' : row));
  const isYaml = dialect === 'prometheus' || dialect === 'envoy' || dialect === 'traefik';
  const targets = isYaml ? readYamlRoutes(file.text, dialect) : readDirectives(rows, dialect);
  const routes = targets.flatMap(({ target, line }): readonly Route[] => {
    const found = addressOf(target);
    return found ? [{ kind: 'route', by: dialect, scheme: 'host', ...found, line }] : [];
  });
  const isTemplate = configTemplate.matches(file.path) && configTemplate.recognises?.(file.text) !== false;
  const filled: Reading = isTemplate ? readConfigTemplate(file) : { facts: [] };
  const facts: readonly Fact[] = [...routes, ...filled.facts];
  return { facts: facts.toSorted((a, b) => a.line - b.line), gaps: filled.gaps ?? [] };
}

/** A place as a proxy's file writes it: `http://api:8080/`, `api:8080`, `api`. */
export interface Target {
  readonly target: string;
  readonly line: number;
}

const address =
  /^(?:[a-z][a-z0-9+.]{0,9}:\/\/)?([a-z0-9](?:[a-z0-9._-]{0,200}[a-z0-9])?)(?::(\d{1,5}))?(?:\/.*)?$/i;

/** Host and port; null for what a variable decides, a socket, or an address of numbers. */
function addressOf(target: string): { readonly service: string; readonly port?: number } | null {
  const [, host, port] = address.exec(target) ?? [];
  if (host === undefined || /^[\d.]+$/.test(host) || host.toLowerCase() === 'localhost') return null;
  return { service: host.toLowerCase(), ...(port === undefined ? {} : { port: Number(port) }) };
}
