/**
 * Text from a repository, made safe for one kind of place each. Every function
 * takes text as it came and returns text that shows the same to a person and
 * means nothing to the place: no markup, no link, no mention, no command.
 */

/** Characters that show nothing, break lines, move a cursor or turn the reading direction. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

/** Shows what hides: a line break as `\n`, a bidirectional override as `\u202e`. One line, always. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return named[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
  });
}

/** At most `most` UTF-16 units: the start and the end, `…` between them. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) / 3);
  const start = text.slice(0, most - 1 - tail).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}…${text.slice(text.length - tail).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** A name or path as people are shown it, whatever it holds. */
export function shown(text: string, most = 160): string {
  return shorten(visible(shorten(text, most)), most);
}

/** Keeps GitHub from making links, mentions and cross-references of prose: they notify people and other threads. */
function unlinked(text: string): string {
  return text
    .replace(/@(?=[\p{L}\p{N}_])/gu, '@\u200B')
    .replace(/#(?=\d)/g, '#\u200B')
    .replace(/(GH-)(?=\d)/gi, '$1\u200B')
    .replace(/:\/\//g, ':\u200B//')
    .replace(/(www)\./gi, '$1\u200B.');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '|': '&#124;',
  // GitHub renders `$…$` as a formula; an element around it is the documented way out
  $: '<span>$</span>',
};

/** Prose for Markdown: a sentence, a table cell, a link's label. Not for the inside of raw HTML. */
export function markdownProse(text: string): string {
  return unlinked(visible(text))
    .replace(/[\\*[\]~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/[&<>`|$]/g, (character) => entities[character] ?? character)
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

/** A name for Markdown, set as code. In a table cell a pipe would end the cell, so such a name is set as HTML. */
export function markdownCode(text: string, where: 'line' | 'cell' = 'line'): string {
  const content = shown(text);
  if (content === '') return '(empty)';
  if (where === 'cell' && content.includes('|')) return htmlCode(text);
  const runs = content.match(/`+/g) ?? [];
  const lengths = new Set(runs.map((run) => run.length));
  let fence = '`';
  while (lengths.has(fence.length)) fence += '`';
  const pad = /^`|`$|^ .*\S.* $/u.test(content) ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** Prose inside an HTML element that Markdown does not look into, such as `<summary>`. */
export function htmlProse(text: string): string {
  return unlinked(visible(text)).replace(/[&<>"'`|$]/g, (character) => entities[character] ?? character);
}

/** A name as an HTML code element. Every punctuation mark is an entity: it may stand where Markdown is read. */
export function htmlCode(text: string): string {
  const content = shown(text).replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.codePointAt(0)};`);
  return content === '' ? '(empty)' : `<code>${content}</code>`;
}

/** For a terminal or a log that a CI system reads: no control sequence, and nothing that starts a log command. */
export function terminalSafe(text: string): string {
  return visible(text)
    .replace(/##(?=\w*\[)/g, '# #')
    .replace(/(^|\s)::/g, '$1: :');
}

/** The message of a workflow command (`::error::message`). */
export function commandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command (`::error file=property::`). */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A path for a URL: each part encoded, also what Markdown would read in a link's target. */
export function urlPath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(urlPart)
    .join('/');
}

function urlPart(part: string): string {
  return encodeURIComponent(part).replace(
    /[!'()*~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
