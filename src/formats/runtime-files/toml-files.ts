import { parse, TomlError } from 'smol-toml';
import { Unreadable } from '../format.ts';
import type { Reading } from '../format.ts';
import { isObject, objectOf, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { conflictLine } from '../lines.ts';
import type { Runtime } from '../../system/facts.ts';
import { runtimeFact } from './runtime-fact.ts';
import { isVersion } from './tool-versions.ts';

/** `[tools]` of mise: a version, a list of versions, or a table with one. */
export function readMise(text: string): Reading {
  const tools = objectOf(parseToml(text).tools);
  const lines = keyLines(text);
  const facts = Object.entries(tools).flatMap(([tool, value]) => {
    const versions = Array.isArray(value) ? value : [value];
    return versions.flatMap((each): Runtime[] => {
      const version = isObject(each)
        ? stringOf(each.version)
        : typeof each === 'number'
          ? String(each)
          : stringOf(each);
      const plain = tool.replace(/^core:/, '');
      if (version === undefined || !isVersion(version) || plain.includes(':')) return [];
      return [runtimeFact(plain, version, lineOf(lines, `tools.${tool}`))];
    });
  });
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

/** `rust-toolchain` holds a channel alone or is TOML; `rust-toolchain.toml` always is. */
export function readRustToolchain(text: string): Reading {
  const plain = text.trim();
  if (/^[\w.-]+$/.test(plain)) return { facts: [runtimeFact('rust', plain, 1)] };
  const channel = stringOf(objectOf(parseToml(text).toolchain).channel);
  if (channel === undefined) return { facts: [] };
  return { facts: [runtimeFact('rust', channel, lineOf(keyLines(text), 'toolchain.channel'))] };
}

function parseToml(text: string): JsonObject {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) throw new Unreadable('unparsable', `Invalid TOML at line ${error.line}`);
    throw error;
  }
}

function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
  return lines.get(path) ?? lines.get(path.slice(0, path.lastIndexOf('.'))) ?? 1;
}

/** Lines of keys and tables by their dotted path, quotes left out. */
function keyLines(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let table = '';
  text.split('\n').forEach((whole, at) => {
    const line = whole.trim();
    const key = line.startsWith('[')
      ? line.replace(/^\[+|\].*$/g, '')
      : line.slice(0, Math.max(0, line.indexOf('=')));
    const plain = key.replace(/["'\s]/g, '');
    if (plain === '') return;
    if (line.startsWith('[')) table = plain;
    const path = line.startsWith('[') || table === '' ? plain : `${table}.${plain}`;
    if (!found.has(path)) found.set(path, at + 1);
  });
  return found;
}
