import { createHmac, randomBytes } from 'node:crypto';
import type { ValueShape } from './facts.ts';

/** Lives as long as the process, so a digest that leaked would not help to guess a value. */
const key = randomBytes(32);

/** Digest of a value, for "is it the same?" within this run. */
export function digestOf(value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url').slice(0, 22);
}

/** All that may be kept of a variable's value: see {@link ValueShape}. */
export function shapeOf(value: string): ValueShape {
  const digest = digestOf(value);
  if (value === '') return { digest, type: 'empty' };
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return { digest, type: 'number' };
  if (/^(true|false|yes|no|on|off)$/i.test(value)) return { digest, type: 'boolean' };
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^\s@/?#]*@)?([a-z0-9._-]+)(?::(\d{1,5}))?(?:[/?#]|$)/i.exec(value);
  if (url) return { digest, type: 'url', ...hostOf(url[1], url[2]) };
  const host = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/i.exec(value);
  if (host) return { digest, type: 'host', ...hostOf(host[1], host[2]) };
  if (/^\.{0,2}\/[^\s]*$/.test(value)) return { digest, type: 'path' };
  return { digest, type: 'text' };
}

function hostOf(host: string | undefined, port: string | undefined): { host?: string; port?: number } {
  return {
    ...(host === undefined ? {} : { host: host.toLowerCase() }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}
