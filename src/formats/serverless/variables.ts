import type { Read, StoreEntry } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { awsEntry, named } from '../aws-entry.ts';
import type { EntryName } from '../aws-entry.ts';
import { get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { suppliedText } from '../supplied-value.ts';
import type { Supplied } from '../supplied-value.ts';

/** One `${…}` of a text: its sources in order, each tried when the one before gives nothing. */
export interface Mark {
  readonly sources: readonly string[];
  readonly whole: boolean;
}

/** A text that points at itself through `self` would never end. */
const deepest = 5;

/** The outermost marks of a text: `${env:X, 'd'}`, `${ssm:/app/${opt:stage}/key}`. */
export function marksIn(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = text.indexOf('${'); at !== -1; at = text.indexOf('${', at)) {
    const end = closingOf(text, at);
    if (end === -1) break;
    marks.push({
      sources: sourcesIn(text.slice(at + 2, end)),
      whole: text.slice(0, at).trim() === '' && text.slice(end + 1).trim() === '',
    });
    at = end + 1;
  }
  return marks;
}

function closingOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** Splits at commas that stand in neither a nested mark nor quotes. */
function sourcesIn(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  let quote = '';
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** What a variable of the environment is given, `self` references of the same file followed. */
export function suppliedBy(text: string, root: Node, depth = 0): Supplied {
  const marks = marksIn(text);
  const [first] = marks;
  if (!first) return suppliedText(text, false);
  if (marks.some(({ sources }) => sources.some((source) => entryIn(source) !== undefined)))
    return { from: 'secret' };
  const own = first.whole ? selfReference(first.sources[0] ?? '', root) : undefined;
  if (own !== undefined && depth < deepest) return suppliedBy(own, root, depth + 1);
  return first.whole
    ? { from: first.sources[0]?.startsWith('env:') === true ? 'host' : 'variable' }
    : suppliedText(text, true);
}

function selfReference(source: string, root: Node): string | undefined {
  const path = /^self:([\w.-]+)$/.exec(source)?.[1];
  return path === undefined ? undefined : textOf(get(root, ...path.split('.')));
}

/** Entry of a store that a source names; null when it is one whose name is not known. */
function entryIn(source: string): EntryName | null | undefined {
  const path = /^ssm(?:\([^)]*\))?:(.+)$/.exec(source)?.[1]?.replace(/~(?:true|false|split)$/, '');
  if (path === undefined) return undefined;
  const secret = /^\/aws\/reference\/secretsmanager\/(.+)$/.exec(path)?.[1];
  return secret === undefined ? awsEntry(path) : named('aws-secrets-manager', secret);
}

/** Entries that must be there when the service is deployed. */
export function entriesIn(text: string, line: number): readonly StoreEntry[] {
  return marksIn(text).flatMap(({ sources }) =>
    sources.flatMap((source): readonly StoreEntry[] => {
      const entry = entryIn(source);
      if (!entry) return [];
      const optional = sources.length > 1 ? { optional: true as const } : {};
      return [{ kind: 'store-entry', line, role: 'needed', ...entry, ...optional }];
    }),
  );
}

/** Variables of the machine that deploys: `${env:X}` fails there without them. */
export function readsIn(text: string, line: number): readonly Read[] {
  return marksIn(text).flatMap(({ sources }) =>
    sources.flatMap((source, index): readonly Read[] => {
      const name = /^env:([A-Za-z_]\w*)$/.exec(source)?.[1];
      if (name === undefined) return [];
      const rest = sources.slice(index + 1);
      const fallback = /^(['"])(.*)\1$/.exec(rest[0] ?? '')?.[2];
      return [
        {
          kind: 'read',
          line,
          name,
          strength: rest.length > 0 ? 'defaulted' : 'required',
          phase: 'ci',
          via: 'serverless',
          ...(fallback === undefined ? {} : { fallback: digestOf(fallback) }),
        },
      ];
    }),
  );
}
