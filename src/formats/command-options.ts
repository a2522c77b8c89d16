import type { ShellWord } from './shell.ts';

/** A command line with its options taken out. */
export interface CommandOptions {
  /** values by option as written (`-C`, `--filter`); an option without a value has an empty list */
  readonly options: ReadonlyMap<string, readonly ShellWord[]>;
  /** the other words, up to `--` */
  readonly plain: readonly ShellWord[];
}

/**
 * Takes the options out of a command line. `valued` are those with a value of their own.
 * Options are looked for before `plain` has `until` words; what follows belongs to the task.
 */
export function takeOptions(
  words: readonly ShellWord[],
  valued: readonly string[],
  until = Infinity,
): CommandOptions {
  const options = new Map<string, ShellWord[]>();
  const plain: ShellWord[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (plain.length >= until) {
      plain.push(word);
      continue;
    }
    if (word.text === '--') break;
    if (!word.text.startsWith('-') || word.text === '-') {
      plain.push(word);
      continue;
    }
    const equals = word.text.indexOf('=');
    const name = equals === -1 ? word.text : word.text.slice(0, equals);
    const values = options.get(name) ?? [];
    options.set(name, values);
    if (equals !== -1) values.push({ text: word.text.slice(equals + 1), variable: word.variable });
    else if (valued.includes(name) && words[at + 1]) values.push(words[(at += 1)] as ShellWord);
  }
  return { options, plain };
}

/** Values of an option under any of its names. */
export function valuesOf(found: CommandOptions, ...names: readonly string[]): readonly ShellWord[] {
  return names.flatMap((name) => found.options.get(name) ?? []);
}

/** Whether an option stands there under any of its names. */
export function hasOption(found: CommandOptions, ...names: readonly string[]): boolean {
  return names.some((name) => found.options.has(name));
}
