import type { Declaration } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { entries } from '../node.ts';
import type { Node } from '../node.ts';
import type { TextPlace } from '../block-text.ts';
import { soleExpression } from './expressions.ts';

/** The variables of an `env:` block. Without `unit` every job of the file gets them. */
export function readEnvironment(
  env: Node | undefined,
  unit: string | undefined,
  scope?: 'step',
): readonly Declaration[] {
  return [...entries(env)].flatMap(({ key, line, node }): readonly Declaration[] => {
    if (node.kind !== 'scalar' || !/^[A-Za-z_][\w-]*$/.test(key)) return [];
    const owner = { ...(unit === undefined ? {} : { unit }), ...(scope === undefined ? {} : { scope }) };
    const common = { kind: 'declaration', line, name: key, role: 'supplied', phase: 'ci', ...owner } as const;
    const from = originOf(node.text);
    return [from ? { ...common, from } : { ...common, value: shapeOf(node.value === null ? '' : node.text) }];
  });
}

function originOf(text: string): Declaration['from'] {
  if (!text.includes('${{')) return undefined;
  const context = /^(secrets|vars)\s*[.[]/.exec(soleExpression(text) ?? '')?.[1];
  return context === 'secrets' ? 'secret' : context === 'vars' ? 'variable' : 'expression';
}

const written = /(?:^|[\s"'`(])([A-Za-z_]\w*)(?:=|<<)/;

/** Variables that a step hands to the steps after it by writing to `$GITHUB_ENV`. */
export function readHandedOn(text: string, place: TextPlace, unit: string): readonly Declaration[] {
  if (!text.includes('GITHUB_ENV')) return [];
  // `{ echo A=1; echo B=2; } >> $GITHUB_ENV`: every line may be meant
  const grouped =
    /[})]\s*(?:>>|\|)[^\n]*GITHUB_ENV/.test(text) ||
    /<<-?\s*['"]?\w+[^\n]*GITHUB_ENV|GITHUB_ENV[^\n]*<<-?\s*['"]?\w/.test(text);
  return text.split('\n').flatMap((line, index): readonly Declaration[] => {
    const relevant =
      line.includes('GITHUB_ENV') ||
      (grouped && (/\b(?:echo|printf)\b/.test(line) || /^\s*[A-Za-z_]\w*=/.test(line)));
    const output = /\b(?:echo|printf)\b/.exec(line);
    const name = relevant ? written.exec(line.slice(output?.index ?? 0))?.[1] : undefined;
    if (name === undefined) return [];
    return [
      {
        kind: 'declaration',
        line: place.folded ? place.line : place.line + index,
        name,
        role: 'supplied',
        phase: 'ci',
        unit,
        scope: 'step',
        from: 'expression',
      },
    ];
  });
}
