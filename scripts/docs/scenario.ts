import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A scenario as its file says it; see `__tests__/scenarios.test.ts`. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly base: Readonly<Record<string, string | null>>;
  readonly head: Readonly<Record<string, string | null>>;
  readonly settings?: unknown;
  readonly expect: readonly {
    readonly subject: string;
    readonly severity?: string;
    readonly confidence?: string;
    readonly at?: string;
  }[];
}

/** Scenarios of a rule, by name. */
export function scenariosOf(root: string, stage: string, rule: string): readonly Scenario[] {
  const folder = join(root, '__tests__/scenarios', stage, rule);
  return filesIn(folder)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => {
      const scenario = parse(readFileSync(join(folder, file), 'utf8')) as Omit<Scenario, 'name'>;
      return { ...scenario, name: file.replace(/\.yml$/, '') };
    });
}

/** Names of what is in a folder; nothing when there is no such folder. */
export function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
