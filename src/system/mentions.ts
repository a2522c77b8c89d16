import { escapePattern } from '../formats/escape-pattern.ts';
import { isCodePath, isTestPath } from '../formats/code-paths.ts';
import type { CommitTree } from '../source/tree.ts';
import type { FileReader } from './file-reader.ts';
import { entryWords } from './store-entries.ts';
import type { Subjects } from './subjects.ts';
import type { Mention, SubjectKind } from './system.ts';
import { requiredInputs } from './template-files.ts';

/** A line longer than this is generated; nobody would be helped by a pointer to it. */
const longestLine = 5000;

/** A comment line, or an example in the text of a help page. */
const aside = /^\s*(?:\/\/|\/\*|\*\s|#|--\s|<!--|;)|\b(?:for example|example:|e\.g\.)/i;

/** Finds the subjects of one kind in a line. */
interface Matcher {
  readonly kind: SubjectKind;
  readonly find: (line: string) => readonly string[];
  /** false: none of them is in the text, and its lines need not be looked at one by one */
  readonly mayBeIn?: (text: string) => boolean;
  readonly wants: (path: string) => boolean;
}

/**
 * Lines that name a host or a variable in play.
 *
 * A host only where it stands as one, in a URL or before a port: `redis` is also a
 * package, `api` also a folder. A variable only outside of code, whose readers
 * know better: in a chart, a Terraform file, a table in the README.
 */
export async function findMentions(
  reader: FileReader,
  tree: CommitTree,
  paths: readonly string[],
  subjects: Subjects,
): Promise<readonly Mention[]> {
  const matchers = matchersFor(subjects);
  const found: Mention[] = [];
  for (const path of paths) {
    const wanting = matchers.filter(({ wants }) => wants(path));
    const text = wanting.length > 0 ? await reader.text(tree, path) : null;
    if (text === null) continue;
    const own = wanting.filter(({ mayBeIn }) => mayBeIn?.(text) !== false);
    if (own.length === 0) continue;
    text.split('\n').forEach((content, index) => {
      if (content.length > longestLine) return;
      for (const { kind, find } of own) {
        for (const subject of find(content)) {
          found.push({
            path,
            line: index + 1,
            kind,
            subject,
            ...(aside.test(content) ? { aside: true } : {}),
          });
        }
      }
    });
  }
  return found;
}

function matchersFor(subjects: Subjects): readonly Matcher[] {
  const { hosts, variables, unread } = subjects;
  const matchers: Matcher[] = [];
  if (hosts.size > 0) {
    const names = alternatives(hosts);
    const suffix = '(?:\\.[a-z0-9-]+\\.svc(?:\\.cluster\\.local)?)?';
    // A scheme before `//`: `//web` alone is a comment, a Bazel label. Two digits behind a colon are a tag: `node:20`.
    const inUrl = `:\\/\\/(?:[^\\s/@"'\`]{0,200}@)?(${names})${suffix}(?=[:/"'\`?,;)\\]}<>\\s\\\\]|$)`;
    const withPort = `(?<![\\w./-])(${names})${suffix}:(?:80|[1-9]\\d{2,4})(?![\\w.-])`;
    const pattern = new RegExp(`(?:${inUrl})|(?:${withPort})`, 'g');
    matchers.push({ kind: 'host', ...finding(pattern), wants: () => true });
  }
  if (variables.size > 0) {
    matchers.push({
      kind: 'variable',
      find: findingWords(variables),
      wants: (path) => !isCodePath(path) && !isTestPath(path),
    });
  }
  if (unread.size > 0) {
    matchers.push({ kind: 'variable-in-code', find: findingWords(unread), wants: isCodePath });
  }
  const entries = entryWords(subjects);
  if (entries.length > 0) {
    matchers.push({ kind: 'store-entry', find: findingWords(entries), wants: (path) => !isTestPath(path) });
  }
  const inputs = requiredInputs(subjects);
  if (inputs.length > 0) {
    const names = alternatives(inputs);
    const ways = [
      `-var[= ]["']?(${names})=`,
      `^\\s*["']?(${names})["']?\\s*[=:]`,
      // CloudFormation: a file of parameters, and what a command or `samconfig.toml` gives.
      `ParameterKey["']?\\s*[=:]\\s*["']?(${names})\\b`,
      `(?<![\\w-])(${names})=(?<=overrides?\\b.{0,1000})`,
    ];
    const pattern = new RegExp(ways.join('|'), 'g');
    matchers.push({ kind: 'template-input', ...finding(pattern), wants: (path) => !isTestPath(path) });
  }
  return matchers;
}

function finding(pattern: RegExp): Pick<Matcher, 'find' | 'mayBeIn'> {
  const anywhere = new RegExp(pattern.source, 'm');
  return {
    find: (line) =>
      [...line.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined) ?? ''),
    mayBeIn: (text) => anywhere.test(text),
  };
}

/** Whole names, by the word that they start with: one pattern of thousands of names would be tried at every place. */
function findingWords(names: Iterable<string>): Matcher['find'] {
  const byStart = new Map<string, string[]>();
  const odd: string[] = [];
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const start = /^\w+/.exec(name)?.[0];
    if (start === undefined) odd.push(name);
    else byStart.set(start, [...(byStart.get(start) ?? []), name]);
  }
  const findOdd =
    odd.length > 0
      ? finding(new RegExp(`(${alternatives(odd)})(?![A-Za-z0-9_])`, 'g')).find
      : (): readonly string[] => [];
  // Most words of a text start with another letter than any of the names.
  const letters = [...new Set([...byStart.keys()].map((start) => start.charAt(0)))].join('');
  const words = new RegExp(`(?<!\\w)[${letters}]\\w*`, 'g');
  return (line) => {
    const found = [...findOdd(line)];
    if (letters === '') return found;
    let end = 0;
    for (const { 0: word, index } of line.matchAll(words)) {
      if (index < end) continue;
      const name = byStart
        .get(word)
        ?.find((one) => line.startsWith(one, index) && !/^\w/.test(line.slice(index + one.length)));
      if (name === undefined) continue;
      found.push(name);
      end = index + name.length;
    }
    return found;
  };
}

function alternatives(names: Iterable<string>): string {
  return [...names]
    .map(escapePattern)
    .sort((a, b) => b.length - a.length)
    .join('|');
}
