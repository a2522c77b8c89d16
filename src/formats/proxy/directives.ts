import type { ProxyDialect } from './format.ts';
import type { Target } from './read.ts';

/** Files made of lines that begin with a directive: nginx, Caddy, HAProxy. */
export function readDirectives(rows: readonly string[], dialect: ProxyDialect): readonly Target[] {
  if (dialect === 'caddy') return inCaddy(rows);
  return dialect === 'haproxy' ? inHaproxy(rows) : inNginx(rows);
}

const passes = /(?:^|[\s{;])(?:proxy|fastcgi|uwsgi|grpc|scgi)_pass\s+["']?([^\s;"']+)/g;
const upstream = /(?:^|\s)upstream\s+([\w.-]+)\s*\{?/;
const member = /(?:^|[\s{;])server\s+([^\s;{]+)/g;

/** `proxy_pass` to a host, and the servers of `upstream`; a pass to an upstream of the file is none of its own. */
function inNginx(rows: readonly string[]): readonly Target[] {
  const groups = new Set<string>();
  const found: Target[] = [];
  let depth = 0;
  let within: number | undefined;
  rows.forEach((written, index) => {
    const row = written.replace(/(?:^|\s)#.*$/, '');
    const line = index + 1;
    const group = upstream.exec(row)?.[1];
    if (group !== undefined && within === undefined) {
      groups.add(group.toLowerCase());
      within = depth;
    }
    if (within !== undefined)
      for (const [, target = ''] of row.matchAll(member)) found.push({ target, line });
    for (const [, target = ''] of row.matchAll(passes)) found.push({ target, line });
    for (const character of row)
      if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
    if (within !== undefined && depth <= within && row.includes('}')) within = undefined;
  });
  return found.filter(({ target }) => !groups.has(hostOf(target)));
}

function hostOf(target: string): string {
  return target
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[:/].*$/, '')
    .toLowerCase();
}

/** `reverse_proxy [matcher] host:port …`, and `to` in its block. */
function inCaddy(rows: readonly string[]): readonly Target[] {
  const found: Target[] = [];
  let depth = 0;
  let within: number | undefined;
  rows.forEach((written, index) => {
    const row = written.replace(/(?:^|\s)#.*$/, '').trim();
    const words = row.split(/\s+/);
    const starts = words[0] === 'reverse_proxy' || words[0] === 'php_fastcgi';
    if (starts || (within !== undefined && words[0] === 'to')) {
      for (const target of words.slice(1))
        if (/^[\w.:/-]+$/.test(target) && !target.startsWith('/')) found.push({ target, line: index + 1 });
    }
    if (starts && row.endsWith('{')) within = depth;
    depth += row.endsWith('{') ? 1 : row === '}' ? -1 : 0;
    if (within !== undefined && depth <= within) within = undefined;
  });
  return found;
}

/** `server name host:port …` of a backend. */
function inHaproxy(rows: readonly string[]): readonly Target[] {
  return rows.flatMap((row, index) => {
    const target = /^\s*server\s+\S+\s+(\S+)/.exec(row)?.[1];
    return target === undefined ? [] : [{ target, line: index + 1 }];
  });
}
