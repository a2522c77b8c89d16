import type { Read } from '../../system/facts.ts';
import { Lines } from '../lines.ts';

/**
 * The scripts of a component file, with everything else blanked out: offsets and lines stay.
 * Astro's frontmatter counts as a script.
 */
export function scriptsOf(text: string): string {
  let code = '';
  let end = 0;
  const keep = (from: number, to: number): void => {
    code += blank(text.slice(end, from)) + text.slice(from, to);
    end = to;
  };
  const frontmatter = /^\s*---\r?\n/.exec(text);
  const close = frontmatter ? text.indexOf('\n---', frontmatter[0].length - 1) : -1;
  if (frontmatter && close !== -1) keep(frontmatter[0].length, close + 1);
  const open = /<script\b[^>]{0,500}>/gi;
  open.lastIndex = end;
  for (let match = open.exec(text); match; match = open.exec(text)) {
    const from = match.index + match[0].length;
    const to = text.indexOf('</script', from);
    if (to === -1) break;
    keep(from, to);
    open.lastIndex = to;
  }
  return code + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** Reads in the markup around the scripts. What markup makes of an absent value cannot be told: they count as guarded. */
export function markupReadsOf(text: string, code: string): readonly Read[] {
  const lines = new Lines(text);
  const via = 'import.meta.env';
  return [...text.matchAll(/import\.meta\.env\.([A-Za-z_]\w*)/g)].flatMap((match): readonly Read[] => {
    const name = match[1] ?? '';
    if (code[match.index] === 'i' || /^(MODE|DEV|PROD|SSR|BASE_URL)$/.test(name)) return [];
    return [{ kind: 'read', name, line: lines.at(match.index), strength: 'guarded', phase: 'build', via }];
  });
}
