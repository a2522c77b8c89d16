import { Unreadable } from '../format.ts';
import { conflictLine } from '../lines.ts';
import type { Setting } from './read.ts';

/** Settings of a Java properties file, parted by `#---` into documents. */
export function propertiesDocuments(text: string): readonly (readonly Setting[])[] {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const documents: Setting[][] = [[]];
  let pending: { readonly line: number; text: string } | null = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const content = raw.trimStart();
    if (!pending) {
      if (/^[#!]---\s*$/.test(content)) documents.push([]);
      if (content === '' || /^[#!]/.test(content)) return;
    }
    const current: { readonly line: number; text: string } = pending ?? { line: index + 1, text: '' };
    pending = null;
    current.text += content;
    if (endsOpen(current.text)) {
      current.text = current.text.slice(0, -1);
      pending = current;
      return;
    }
    const setting = settingOf(current.text, current.line);
    if (setting) documents.at(-1)?.push(setting);
  });
  return documents;
}

/** An odd number of backslashes at the end: the line goes on. */
function endsOpen(text: string): boolean {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

/** `key=value`, `key: value`, `key value`; separators in the key stand behind backslashes. */
function settingOf(text: string, line: number): Setting | undefined {
  let at = 0;
  while (at < text.length && !/[=:\s]/.test(text[at] ?? '')) at += text[at] === '\\' ? 2 : 1;
  const key = unescape(text.slice(0, at)).replace(/\[\d+\]/g, '');
  const value = text.slice(at).replace(/^\s*[=:]?\s*/, '');
  return key === '' ? undefined : { key, line, text: unescape(value) };
}

function unescape(text: string): string {
  return text.replace(
    /\\u([0-9a-fA-F]{4})|\\(.)/g,
    (_, code: string | undefined, char: string | undefined) =>
      code === undefined
        ? char === 'n'
          ? '\n'
          : char === 't'
            ? '\t'
            : (char ?? '')
        : String.fromCharCode(parseInt(code, 16)),
  );
}
