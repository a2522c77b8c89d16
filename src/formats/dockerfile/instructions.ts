import { DockerfileParser } from 'dockerfile-ast';
import type { Instruction as Ast } from 'dockerfile-ast';
import { Lines } from '../lines.ts';

export interface Property {
  readonly name: string;
  /** quotes and escapes resolved; null for `ARG X` */
  readonly value: string | null;
  /** as written */
  readonly raw: string;
  readonly line: number;
}

export interface Heredoc {
  readonly text: string;
  /** the delimiter is in quotes: no variable in it is filled in */
  readonly literal: boolean;
  /** of the first line of its text */
  readonly line: number;
}

/** One instruction of a Dockerfile, with what later steps need of the parser's tree. */
export interface Instruction {
  /** upper case */
  readonly keyword: string;
  readonly line: number;
  readonly flags: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  /** its arguments without flags and here-documents; comments between its lines are blanked */
  readonly text: string;
  /** 1-based line of an offset into `text` */
  readonly lineAt: (offset: number) => number;
  readonly heredocs: readonly Heredoc[];
  readonly properties: readonly Property[];
  /** exec form (`["a", "b"]`), null in shell form */
  readonly json: readonly string[] | null;
}

export interface ParsedDockerfile {
  readonly instructions: readonly Instruction[];
  readonly escape: '\\$' | '`$';
}

type Position = Readonly<{ line: number; character: number }>;
type Parsed = Ast & {
  getFlags?: () => {
    getName: () => string;
    getValue: () => string | null;
    getRange: () => { start: Position };
  }[];
  getProperties?: () => {
    getName: () => string;
    getValue: () => string | null;
    getUnescapedValue: () => string | null;
    getRange: () => { start: Position };
  }[];
};

/** Splits a Dockerfile into instructions. Never fails: what is no instruction comes with its first word as keyword. */
export function readInstructions(text: string): ParsedDockerfile {
  const document = DockerfileParser.parse(text);
  const lines = new Lines(text);
  const escape = document.getEscapeCharacter() === '`' ? '`$' : '\\$';
  const instructions = document
    .getInstructions()
    .map((ast) => convert(ast as Parsed, text, lines, escape[0] ?? ''));
  return { instructions, escape };
}

function convert(ast: Parsed, text: string, lines: Lines, escape: string): Instruction {
  const offsetOf = (at: Position): number => lines.offset(at.line + 1) + at.character;
  const range = ast.getArgumentsRange();
  const from = range ? offsetOf(range.start) : 0;
  const heredocs = readHeredocs(ast, text, offsetOf);
  const end = range ? offsetOf(range.end) : 0;
  const whole = text.slice(from, heredocs[0] ? Math.min(lines.offset(heredocs[0].line), end) : end);
  const keyword = ast.getKeyword();
  // `HEALTHCHECK CMD x` holds a command as CMD does; `HEALTHCHECK NONE` keeps its word.
  const skipped = keyword === 'HEALTHCHECK' ? (/^CMD(?:\s|\\)+/i.exec(whole)?.[0].length ?? 0) : 0;
  const written = blankComments(whole.slice(skipped), escape);
  return {
    keyword,
    line: ast.getRange().start.line + 1,
    flags: (ast.getFlags?.() ?? []).map((flag) => ({
      name: flag.getName().toLowerCase(),
      value: flag.getValue() ?? '',
      line: flag.getRange().start.line + 1,
    })),
    text: written,
    lineAt: (offset) => lines.at(from + skipped + offset),
    heredocs,
    properties: (ast.getProperties?.() ?? []).map((property) => ({
      name: property.getName(),
      value: property.getValue(),
      raw: property.getUnescapedValue() ?? '',
      line: property.getRange().start.line + 1,
    })),
    json: execForm(joinLines(written, escape)),
  };
}

/** The lines of an instruction as one. */
export function joinLines(text: string, escape = '\\'): string {
  return text
    .replace(escape === '`' ? /`[ \t]*(?:\r?\n|$)/g : /\\[ \t]*(?:\r?\n|$)/g, ' ')
    .replace(/\r?\n/g, ' ');
}

/** Comment lines inside of an instruction do not end it: each becomes an empty continued line of the same length. */
function blankComments(text: string, escape: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/(?<=\n)[ \t]*#[^\r\n]*/g, (line) => ' '.repeat(line.length - 1) + escape);
}

function readHeredocs(ast: Parsed, text: string, offsetOf: (at: Position) => number): readonly Heredoc[] {
  if (!ast.getKeyword().match(/^(?:COPY|ADD|RUN)$/)) return [];
  const found = (ast as unknown as { getHeredocs: () => HeredocAst[] }).getHeredocs();
  return found.map((heredoc) => {
    const range = heredoc.getContentRange();
    const word = text.slice(
      offsetOf(heredoc.getStartRange().start),
      offsetOf(heredoc.getStartRange().end) + 1,
    );
    const start = heredoc.getStartRange().start;
    return {
      text: range ? text.slice(offsetOf(range.start), offsetOf(range.end)) : '',
      literal: /["']/.test(word),
      line: (range?.start.line ?? start.line + 1) + 1,
    };
  });
}

interface HeredocAst {
  getContentRange: () => { start: Position; end: Position } | null;
  getStartRange: () => { start: Position; end: Position };
}

function execForm(text: string): readonly string[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(trimmed);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    // Docker runs what is no JSON in a shell, so this is an answer and no failure.
    return null;
  }
}
