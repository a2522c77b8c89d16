import { folderOf } from '../formats/paths.ts';
import type { Runtime } from './facts.ts';
import { isAside } from './aside.ts';
import { agree, runtimeRange } from './runtime-range.ts';
import type { RuntimeRange } from './runtime-range.ts';
import type { Located, System } from './system.ts';

export interface RuntimeEntry extends RuntimeRange {
  /** line */
  readonly at: number;
  readonly written: string;
}

/** One voice on which version of a runtime is meant; of several entries any will do. */
export interface RuntimeDeclaration {
  readonly runtime: string;
  readonly role: Runtime['source'];
  readonly path: string;
  readonly folder: string;
  readonly entries: readonly RuntimeEntry[];
}

/** Two voices that no version satisfies. */
export interface RuntimeConflict {
  readonly a: RuntimeDeclaration;
  readonly b: RuntimeDeclaration;
  /**
   * May well be meant: one of them stands in a folder above, and the folder of the other has a package of its
   * own; or CI has actions of its own, which may set up more versions
   */
  readonly distant: boolean;
}

/** Images of editors and assistants. */
const hidden = /(?:^|\/)\.[^/]+\//;

/**
 * Voices that must agree: those of one folder; an image and what the nearest folder above declares,
 * when its own declares nothing; what CI sets up, in all workflows together, and the root folder.
 */
export function runtimeConflicts(system: System): readonly RuntimeConflict[] {
  const all = declarationsOf(system);
  const conflicts: RuntimeConflict[] = [];
  all.forEach((a, at) => {
    for (const b of all.slice(at + 1)) {
      const near = nearness(system, all, a, b);
      if (near !== null && !anyAgree(a, b)) conflicts.push({ a, b, distant: near === 'distant' });
    }
  });
  return conflicts;
}

/** Every voice of a side on which version of a runtime is meant. */
export function declarationsOf(system: System): readonly RuntimeDeclaration[] {
  const groups = new Map<string, Located<Runtime>[]>();
  for (const fact of system.facts('runtime')) {
    const { name, version, source, file, line } = fact;
    if (isAside(file) || (source === 'image' && hidden.test(file))) continue;
    // The toolchain that go.mod suggests binds nobody who brings another.
    if (name === 'go' && source === 'tool-file' && file.endsWith('go.mod')) continue;
    const own = { image: version, manifest: String(line), 'tool-file': '', ci: '' }[source];
    const key = [name, source, source === 'ci' ? '' : file, own].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()].flatMap((facts) => declarationOf(facts) ?? []);
}

/** Null when one of the versions cannot be told: it may be the one that fits. */
function declarationOf(facts: readonly Located<Runtime>[]): RuntimeDeclaration | null {
  const entries = facts.flatMap(({ name, version, line }) => {
    const range = runtimeRange(name, version);
    return range ? [{ ...range, at: line, written: version }] : [];
  });
  const [first] = facts;
  if (!first || entries.length < facts.length) return null;
  const { name, source, file } = first;
  return { runtime: name, role: source, path: file, folder: source === 'ci' ? '' : scopeOf(file), entries };
}

/** The folder that a file speaks for: tools keep some of theirs in a hidden one below it. */
function scopeOf(file: string): string {
  return folderOf(file).replace(/(?:^|\/)(?:\.config(?:\/mise)?|\.?mise)$/, '');
}

function anyAgree(a: RuntimeDeclaration, b: RuntimeDeclaration): boolean {
  return a.entries.some((one) => b.entries.some((other) => agree(one, other)));
}

/** How two voices concern each other; null when they do not. */
function nearness(
  system: System,
  all: readonly RuntimeDeclaration[],
  a: RuntimeDeclaration,
  b: RuntimeDeclaration,
): 'same' | 'distant' | null {
  if (a.runtime !== b.runtime) return null;
  // Two images may well be two services.
  if (a.role === 'image' && b.role === 'image') return null;
  if (a.folder === b.folder)
    return [a.role, b.role].includes('ci') && system.tree.hasFolder('.github/actions') ? 'distant' : 'same';
  const [above, below] = a.folder.length < b.folder.length ? [a, b] : [b, a];
  if (below.role !== 'image' || above.role === 'image' || above.role === 'ci') return null;
  if (nearestAbove(all, below) !== above.folder) return null;
  return system.tree.has(`${below.folder}/package.json`) ? 'distant' : 'same';
}

/** The folder, from an image's own upwards, that first declares its runtime. */
function nearestAbove(all: readonly RuntimeDeclaration[], image: RuntimeDeclaration): string | null {
  const folders = new Set(
    all.flatMap(({ runtime, role, folder }) =>
      runtime === image.runtime && (role === 'tool-file' || role === 'manifest') ? [folder] : [],
    ),
  );
  for (let folder = image.folder; ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === '') return null;
  }
}
