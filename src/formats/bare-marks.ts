/** JSON that is a template: `${…}` outside of quotes becomes `null`, and quotes inside of a `${…}` become other ones. */
export function withoutBareMarks(text: string): string {
  let quoted = false;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (text.startsWith('${', at)) {
      const end = text.indexOf('}', at);
      if (end === -1) return text;
      result += quoted ? text.slice(at, end + 1).replaceAll('"', "'") : 'null';
      at = end;
      continue;
    }
    if (quoted && character === '\\') {
      result += character + (text[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (character === '"') quoted = !quoted;
    result += character;
  }
  return result;
}
