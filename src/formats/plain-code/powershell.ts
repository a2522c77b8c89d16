import type { Declaration, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { Lines } from '../lines.ts';

const variable =
  /(`?)\$(?:\{env:(\w{1,200})\}|env:(\w{1,200}))|(\[(?:System\.)?Environment\]::(Get|Set)EnvironmentVariable\(\s{0,9})["'](\w{1,200})["']/gi;

/** `$env:X`, `${env:X}`, `[Environment]::GetEnvironmentVariable('X')`; double quoted strings hold variables too. */
export function readsOfPowerShell(text: string): readonly (Read | Declaration)[] {
  const lines = new Lines(text);
  const code = withoutComments(text);
  return [...code.matchAll(variable)].flatMap((match): readonly (Read | Declaration)[] => {
    const [whole, escaped, braced, plain, call, verb, quoted] = match;
    const name = braced ?? plain ?? quoted ?? '';
    if (escaped === '`' || name === '') return [];
    const line = lines.at(match.index);
    const after = code.slice(match.index + whole.length, match.index + whole.length + 300);
    const given = call === undefined ? /^\s{0,40}=(?!=)\s{0,40}([^\r\n]{0,200})/.exec(after) : null;
    if (given || verb?.toLowerCase() === 'set') {
      const literal = /^(?:'([^']*)'|"([^"$`]*)")\s*$/.exec(given?.[1] ?? '');
      const value = literal?.[1] ?? literal?.[2];
      const from = value === undefined ? { from: 'expression' as const } : { value: shapeOf(value) };
      return [{ kind: 'declaration', name, role: 'supplied', phase: 'run', line, ...from }];
    }
    return [{ kind: 'read', name, line, strength: 'guarded', phase: 'run', via: '$env' }];
  });
}

/** Comments blanked out; a `#` inside of a word or a string starts none. */
function withoutComments(text: string): string {
  const blank = (comment: string): string => comment.replace(/[^\n]/g, ' ');
  return text.replace(/<#[\s\S]*?(?:#>|$(?![\s\S]))/g, blank).replace(/^(\s*)#[^\n]*/gm, blank);
}
