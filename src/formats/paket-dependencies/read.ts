import type { Reading, SourceFile } from '../format.ts';
import type { Requirement } from '../../system/facts.ts';
import { lockText, requirementFact } from '../locked-package.ts';

const forDevelopment = /build|test|dev|doc|lint|format|bench/i;

/** `nuget Name ~> 1.2`, one a line, in groups; options follow behind the range (`framework: net8.0`). */
export function readPaketDependencies(file: SourceFile): Reading {
  let group = '';
  const facts = lockText(file)
    .split('\n')
    .flatMap((whole, index): Requirement[] => {
      const text = whole.replace(/\s*(?:\/\/|#).*$/, '').trim();
      group = /^group\s+(\S+)$/.exec(text)?.[1] ?? group;
      const found =
        text.length > 500
          ? null
          : /^(?:nuget|clitool)\s+([\w.-]+)\s*([^:]*?)(?:\s+[\w-]+\s*:.*)?$/.exec(text);
      if (!found) return [];
      const [, name = '', specifier = ''] = found;
      return [
        requirementFact('nuget', {
          name,
          specifier: specifier.replace(/,?\s*$/, ''),
          group: forDevelopment.test(group) || text.startsWith('clitool') ? 'dev' : 'prod',
          line: index + 1,
        }),
      ];
    });
  return { facts };
}
