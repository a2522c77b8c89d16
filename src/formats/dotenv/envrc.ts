import type { DeclarationRole, Fact } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { readShell } from '../shell.ts';
import type { ShellWord } from '../shell.ts';

const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/;

/** direnv's commands that load another file, and the file they load by themselves: https://direnv.net/man/direnv-stdlib.1.html */
const loads: Readonly<Record<string, { readonly usual: string | undefined; readonly required: boolean }>> = {
  dotenv: { usual: '.env', required: true },
  dotenv_if_exists: { usual: '.env', required: false },
  source_env: { usual: undefined, required: true },
  source_env_if_exists: { usual: undefined, required: false },
  source: { usual: undefined, required: true },
  '.': { usual: undefined, required: true },
};

/** An `.envrc` is a shell script: what it exports, and the files it takes in. */
export function readEnvrc(text: string, role: DeclarationRole): readonly Fact[] {
  const facts: Fact[] = [];
  const set = new Map<string, ShellWord>();
  for (const item of readShell(text)) {
    if (item.kind !== 'command') continue;
    const [program, ...words] = item.words;
    const name = program?.text ?? '';
    const line = item.line + 1;
    const load = Object.hasOwn(loads, name) ? loads[name] : undefined;
    if (load) {
      const path = words[0]?.variable ? undefined : (words[0]?.text ?? load.usual);
      if (path !== undefined) facts.push({ kind: 'include', path, required: load.required, line });
    } else if (name === 'export') facts.push(...words.flatMap((word) => exported(word, set, role, line)));
    else if (words.length === 0 && program) {
      const found = assignment.exec(name);
      if (found?.[1] !== undefined) set.set(found[1], { ...program, text: found[2] ?? '' });
    }
  }
  return facts;
}

function exported(
  word: ShellWord,
  set: ReadonlyMap<string, ShellWord>,
  role: DeclarationRole,
  line: number,
): readonly Fact[] {
  const found = assignment.exec(word.text);
  const name = found?.[1] ?? (/^[A-Za-z_]\w*$/.test(word.text) ? word.text : undefined);
  if (name === undefined) return [];
  const value = found ? { ...word, text: found[2] ?? '' } : set.get(name);
  const supply =
    value && !value.variable
      ? { value: shapeOf(value.text) }
      : ({ from: value ? 'expression' : 'host' } as const);
  return [{ kind: 'declaration', name, role, phase: 'run', ...supply, line }];
}
