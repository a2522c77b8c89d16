import { Unreadable } from './format.ts';
import type { PartialGap } from './format.ts';
import { conflictLine } from './lines.ts';

/** One `key = value` of an ini text; a key may come several times. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** 1-based, of the key */
  readonly line: number;
}

export interface IniText {
  readonly sections: readonly { readonly name: string; readonly line: number }[];
  readonly settings: readonly Setting[];
  readonly gaps: readonly PartialGap[];
}

/**
 * Sections and settings in order. `continued`: a value goes on after a backslash (systemd), or on
 * lines that are indented (Python's configparser). Throws {@link Unreadable} for merge conflicts.
 */
export function readIni(text: string, continued: 'backslash' | 'indent'): IniText {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const sections: { name: string; line: number }[] = [];
  const settings: Setting[] = [];
  let strange: number | undefined;
  const rows = text.split('\n');
  for (let at = 0; at < rows.length; at += 1) {
    const row = (rows[at] ?? '').trimEnd();
    const line = at + 1;
    if (/^\s*(?:[#;]|$)/.test(row)) continue;
    const header = /^\[([^\]]+)\](?:\s*[;#].*)?$/.exec(row);
    if (header) {
      sections.push({ name: header[1] ?? '', line });
      continue;
    }
    const found = /^\s*([\w.@:-]+)\s*[=:]\s*(.*)$/.exec(row);
    const section = sections.at(-1)?.name;
    if (!found || section === undefined) {
      strange ??= line;
      continue;
    }
    const parts = [found[2] ?? ''];
    if (continued === 'backslash') {
      while (parts.at(-1)?.endsWith('\\') === true && at + 1 < rows.length) {
        parts.push(parts.pop()?.slice(0, -1) ?? '', (rows[(at += 1)] ?? '').trim());
      }
    } else {
      while (/^\s+[^\s#;]/.test(rows[at + 1] ?? '')) parts.push((rows[(at += 1)] ?? '').trim());
    }
    settings.push({ section, key: found[1] ?? '', value: parts.join(' ').trim(), line });
  }
  const gaps: readonly PartialGap[] =
    strange === undefined ? [] : [{ reason: 'unparsable', detail: `Line ${strange} is no setting` }];
  return { sections, settings, gaps };
}
