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
  readonly pattern: RegExp;
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
    const own = matchers.filter(({ wants }) => wants(path));
    const text = own.length > 0 ? await reader.text(tree, path) : null;
    if (text === null) continue;
    text.split('\n').forEach((content, index) => {
      if (content.length > longestLine) return;
      for (const { kind, pattern } of own) {
        for (const match of content.matchAll(pattern)) {
          const subject = match.slice(1).find((group) => group !== undefined) ?? '';
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
    matchers.push({ kind: 'host', pattern, wants: () => true });
  }
  if (variables.size > 0) {
    const pattern = new RegExp(`(?<![A-Za-z0-9_])(${alternatives(variables)})(?![A-Za-z0-9_])`, 'g');
    matchers.push({ kind: 'variable', pattern, wants: (path) => !isCodePath(path) && !isTestPath(path) });
  }
  if (unread.size > 0) {
    const pattern = new RegExp(`(?<![A-Za-z0-9_])(${alternatives(unread)})(?![A-Za-z0-9_])`, 'g');
    matchers.push({ kind: 'variable-in-code', pattern, wants: isCodePath });
  }
  const entries = entryWords(subjects);
  if (entries.length > 0) {
    const pattern = new RegExp(`(?<![A-Za-z0-9_])(${alternatives(entries)})(?![A-Za-z0-9_])`, 'g');
    matchers.push({ kind: 'store-entry', pattern, wants: (path) => !isTestPath(path) });
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
    matchers.push({ kind: 'template-input', pattern, wants: (path) => !isTestPath(path) });
  }
  return matchers;
}

function alternatives(names: Iterable<string>): string {
  return [...names]
    .map((name) => name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&'))
    .sort((a, b) => b.length - a.length)
    .join('|');
}
