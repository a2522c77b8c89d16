import { lineEnd, nextLine } from '../assignment.ts';
import type { Assignment, EnvText } from '../assignment.ts';

/**
 * `docker run --env-file`: the line is the value, quotes, blanks and `#` included; a name
 * alone is taken from the shell; a blank in a name refuses the whole file.
 */
export function readDockerEnvFile(text: string): EnvText {
  const assignments: Assignment[] = [];
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at)).trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = equals === -1 ? line : line.slice(0, equals);
    if (name === '' || /\s/.test(name)) return { assignments: [], refusedAt: at };
    const value = equals === -1 ? null : line.slice(equals + 1);
    assignments.push({ name, value, expands: false, start: at, end: lineEnd(text, at) });
  }
  return { assignments };
}
