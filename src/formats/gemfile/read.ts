import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Requirement } from '../../system/facts.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';

const forDevelopment: ReadonlySet<string> = new Set([
  'development',
  'test',
  'dev',
  'lint',
  'rubocop',
  'docs',
  'ci',
]);

/** Characters of a line that a person wrote. */
const longest = 1000;

/**
 * `gem "rails", "~> 7.1"` and the `group … do` around it. A line that computes its name is not read: the lockfile
 * repeats what came of it.
 */
export function readGemfile(file: SourceFile): Reading {
  const facts: Fact[] = [];
  const blocks: (Requirement['group'] | null)[] = [];
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      if (whole.length > longest) return;
      const text = whole.replace(/(?:^|\s)#.*$/, '').trim();
      const line = index + 1;
      const group = /^group\b\(?\s*(.+?)\)?\s+do\b/.exec(text);
      if (group) blocks.push(groupOf(group[1] ?? ''));
      else if (/\bdo(?:\s*\|[^|]*\|)?$/.test(text) || /^(?:if|unless|case|begin|def)\b/.test(text))
        blocks.push(null);
      else if (text === 'end') blocks.pop();
      const ruby = /^ruby\b\(?\s*["']([^"']+)["']/.exec(text)?.[1];
      if (ruby !== undefined) facts.push(runtimeFact('ruby', ruby, line, 'manifest'));
      const gem = /^gem\b[\s(]*(["'])([\w.-]+)\1(.*)$/.exec(text);
      if (!gem) return;
      const rest = gem[3] ?? '';
      const inline = /\bgroups?(?:: |\s*=>)\s*(\[[^\]]*\]|:\w+|["']\w+["'])/.exec(rest)?.[1];
      facts.push(
        requirementFact('rubygems', {
          name: gem[2] ?? '',
          specifier: specifierOf(rest),
          group:
            inline === undefined ? (blocks.findLast((each) => each !== null) ?? 'prod') : groupOf(inline),
          line,
        }),
      );
    });
  return { facts: byLine(facts) };
}

/** Strings that stand before the first option. */
function specifierOf(rest: string): string {
  const [, versions = ''] = /^((?:\s*,\s*(?:"[^"]*"|'[^']*'))*)/.exec(rest) ?? [];
  return [...versions.matchAll(/["']([^"']*)["']/g)].map(([, version]) => version).join(', ');
}

/** In a group for production too, a gem is installed there. */
function groupOf(written: string): Requirement['group'] {
  const names = [...written.matchAll(/:?["']?(\w+)/g)].map(([, name = '']) => name);
  return names.length > 0 && names.every((name) => forDevelopment.has(name)) ? 'dev' : 'prod';
}
