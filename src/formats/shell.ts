/** One word of a command, quotes and escapes resolved. */
export interface ShellWord {
  /** what is constant of it; substitutions stay as written */
  readonly text: string;
  /** holds a variable, a substitution or a template expression, so `text` is not the word the shell sees */
  readonly variable: boolean;
}

/**
 * A shell text as a flat list: simple commands, and the marks between them that decide
 * how far a `cd` reaches. `open` and `close` stand for subshells.
 */
export type ShellItem =
  | {
      readonly kind: 'command';
      readonly words: readonly ShellWord[];
      /** 0-based, within the text */
      readonly line: number;
    }
  | { readonly kind: 'open' | 'close' | 'end' | 'background' };

const keywords = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', '!', '{', '}']);

/**
 * Splits shell text into simple commands, in linear time and without ever failing: for files in
 * which a command line is a small part (workflows, recipes, scripts of a manifest). Redirections,
 * comments and here-documents are left out. What is inside of substitutions is not looked into.
 */
export function readShell(text: string): readonly ShellItem[] {
  return new ShellReader(text).read();
}

class ShellReader {
  readonly #text: string;
  readonly #items: ShellItem[] = [];
  readonly #hereDocuments: string[] = [];
  #at = 0;
  #line = 0;
  #words: ShellWord[] = [];
  #commandLine = 0;
  /** the next word belongs to a redirection; `here`: it ends a here-document */
  #redirects: 'no' | 'file' | 'here' = 'no';

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly ShellItem[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endCommand();
    return this.#items;
  }

  #step(): void {
    const character = this.#text.charAt(this.#at);
    const next = this.#text.charAt(this.#at + 1);
    if (character === '\n') return this.#newline();
    if (character === ' ' || character === '\t' || character === '\r') this.#at += 1;
    else if (character === '\\' && (next === '\n' || next === '\r')) this.#continueLine();
    else if (character === '#') this.#at = endOfLine(this.#text, this.#at);
    else if (character === ';' || character === '|') this.#separate(character, next);
    else if (character === '&' && next !== '>') this.#ampersand(next);
    else if (character === '(' || character === ')') this.#parenthesis(character);
    else if (character === '<' || character === '>' || character === '&') this.#redirect();
    else this.#word();
  }

  #newline(): void {
    this.#endCommand();
    this.#items.push({ kind: 'end' });
    this.#at += 1;
    this.#line += 1;
    for (const delimiter of this.#hereDocuments.splice(0)) this.#skipHereDocument(delimiter);
  }

  #continueLine(): void {
    this.#at = endOfLine(this.#text, this.#at) + 1;
    this.#line += 1;
  }

  #separate(character: string, next: string): void {
    this.#endCommand();
    if (character === ';') this.#items.push({ kind: 'end' });
    this.#at += character === '|' && (next === '|' || next === '&') ? 2 : 1;
  }

  #ampersand(next: string): void {
    this.#endCommand();
    if (next !== '&') this.#items.push({ kind: 'background' });
    this.#at += next === '&' ? 2 : 1;
  }

  #parenthesis(character: string): void {
    this.#endCommand();
    this.#items.push({ kind: character === '(' ? 'open' : 'close' });
    this.#at += 1;
  }

  #redirect(): void {
    const operator = /[<>&|-]{1,3}/y;
    operator.lastIndex = this.#at;
    const found = operator.exec(this.#text)?.[0] ?? '<';
    this.#at += found.length;
    if (this.#text.charAt(this.#at) === '(') this.#at = skipParentheses(this.#text, this.#at);
    else if (!found.endsWith('-') || found === '<<-') {
      this.#redirects = found === '<<' || found === '<<-' ? 'here' : 'file';
    }
  }

  #word(): void {
    const line = this.#line;
    const start = this.#at;
    const word = this.#scanWord();
    const after = this.#text.charAt(this.#at);
    const role = this.#redirects;
    this.#redirects = 'no';
    if (role === 'here') this.#hereDocuments.push(word.text);
    if (role !== 'no') return;
    // `2>file`: the number belongs to the redirection
    if ((after === '<' || after === '>') && /^\d+$/.test(this.#text.slice(start, this.#at))) return;
    if (this.#words.length === 0) {
      if (keywords.has(word.text)) return;
      this.#commandLine = line;
    }
    this.#words.push(word);
  }

  #scanWord(): ShellWord {
    let text = '';
    let variable = false;
    while (this.#at < this.#text.length) {
      const start = this.#at;
      const character = this.#text.charAt(start);
      if (/[\s;|&()<>]/.test(character)) break;
      if (character === "'") text += this.#quoted(closing(this.#text, "'", start + 1), 1);
      else if (character === '"') {
        const end = closeOfDouble(this.#text, start);
        const inner = this.#quoted(end, 1);
        variable ||= /(?<!\\)[$`]/.test(inner);
        text += inner.replace(/\\(["\\$`])/g, '$1');
      } else if (character === '\\') {
        if (this.#text.charAt(start + 1) === '\n') {
          this.#continueLine();
          break;
        }
        text += this.#text.charAt(start + 1);
        this.#at += 2;
      } else if (character === '$' || character === '`') {
        variable = true;
        text += this.#quoted(endOfSubstitution(this.#text, start), 0);
      } else {
        text += character;
        this.#at += 1;
      }
    }
    return { text, variable };
  }

  /** Takes the text up to `end` (past its closing character), without `margin` characters on both sides. */
  #quoted(end: number, margin: number): string {
    const whole = this.#text.slice(this.#at, end);
    for (const character of whole) if (character === '\n') this.#line += 1;
    this.#at = end;
    return margin === 0 ? whole : whole.slice(margin, whole.length - margin);
  }

  #skipHereDocument(delimiter: string): void {
    while (this.#at < this.#text.length) {
      const end = endOfLine(this.#text, this.#at);
      const content = this.#text.slice(this.#at, end).trim();
      this.#at = end + 1;
      this.#line += 1;
      if (content === delimiter) return;
    }
  }

  #endCommand(): void {
    if (this.#words.length > 0) {
      this.#items.push({ kind: 'command', words: this.#words, line: this.#commandLine });
    }
    this.#words = [];
    this.#redirects = 'no';
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Offset past the next `character`, or the end. */
function closing(text: string, character: string, from: number): number {
  const end = text.indexOf(character, from);
  return end === -1 ? text.length : end + 1;
}

/** Offset past the quote that closes the one at `start`. */
function closeOfDouble(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    if (text.charAt(at) === '\\') at += 2;
    else if (text.startsWith('$(', at)) at = skipParentheses(text, at + 1);
    else at += 1;
  }
  return Math.min(at + 1, text.length);
}

/** Offset past a variable, an expression (`${{ … }}` too) or a command substitution. */
function endOfSubstitution(text: string, start: number): number {
  if (text.charAt(start) === '`') return closing(text, '`', start + 1);
  const next = text.charAt(start + 1);
  if (next === '(') return skipParentheses(text, start + 1);
  if (next !== '{') return start + 1;
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '{') depth += 1;
    else if (text.charAt(at) === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** Offset past the parenthesis that closes the one at `start`. Quotes inside are taken as plain pairs. */
function skipParentheses(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    at = character === "'" || character === '"' ? closing(text, character, at + 1) : at + 1;
    if (character === '(') depth += 1;
    else if (character === ')' && (depth -= 1) === 0) return at;
  }
  return text.length;
}
