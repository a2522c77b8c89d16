import { own } from './at.ts';
import type { At } from './at.ts';
import type { Level } from './change.ts';

/** What was announced about how long and how firmly something stays. */
export interface Lifecycle {
  readonly deprecated: boolean;
  /** as written */
  readonly sunset?: string;
  /** `draft`, `alpha`, `beta`, `stable` or whatever stands there */
  readonly stability?: string;
}

/** Of an operation, a parameter, a header or a schema. */
export function readLifecycle({ node }: Pick<At, 'node'>): Lifecycle {
  const sunset = own(node, 'x-sunset') ?? own(node, 'sunset');
  const stability = own(node, 'x-stability-level');
  return {
    deprecated: own(node, 'deprecated') === true || own(node, 'x-deprecated') === true,
    ...(sunset === undefined ? {} : { sunset: wordOf(sunset) }),
    ...(stability === undefined ? {} : { stability: wordOf(stability) }),
  };
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** What taking something away means, given what was announced; `happened` is how that is called. */
export function removalLevel(
  lifecycle: Lifecycle,
  today: string,
  happened = 'was removed',
): { readonly level: Level; readonly words: string } {
  if (isExempt(lifecycle))
    return { level: 'compatible', words: `${happened}; it was ${lifecycle.stability ?? ''}` };
  if (!lifecycle.deprecated) return { level: 'breaking', words: happened };
  if (lifecycle.sunset === undefined)
    return { level: 'warn', words: `${happened}; it was deprecated without a date` };
  const sunset = dateOf(lifecycle.sunset);
  if (sunset === undefined) return { level: 'breaking', words: `${happened}; its sunset is not a date` };
  if (sunset <= today) return { level: 'compatible', words: `${happened} after its sunset` };
  return { level: 'breaking', words: `${happened} before its sunset` };
}

/** Nobody was promised that a draft stays as it is. */
export function isExempt({ stability }: Lifecycle): boolean {
  return stability === 'draft' || stability === 'alpha';
}

export interface LifecycleChange {
  readonly kind: string;
  readonly level: Level;
  readonly words: string;
  readonly key: 'deprecated' | 'x-sunset' | 'x-stability-level';
}

/** Deprecation, sunset and stability of something that is there on both sides. */
export function compareLifecycle(old: Lifecycle, next: Lifecycle): readonly LifecycleChange[] {
  const changes: LifecycleChange[] = [];
  if (next.deprecated !== old.deprecated) {
    const kind = next.deprecated ? 'deprecated' : 'deprecation-removed';
    const words = next.deprecated ? 'is now deprecated' : 'is no longer deprecated';
    changes.push({ kind, level: 'compatible', words, key: 'deprecated' });
  }
  const sunset = !next.deprecated
    ? undefined
    : old.deprecated
      ? sunsetChange(old.sunset, next.sunset)
      : sunsetAnnounced(next.sunset);
  if (sunset) changes.push({ ...sunset, key: 'x-sunset' });
  const stability = stabilityChange(old.stability, next.stability);
  if (stability) changes.push({ ...stability, key: 'x-stability-level' });
  return changes;
}

type Found = Omit<LifecycleChange, 'key'> | undefined;

function sunsetAnnounced(sunset: string | undefined): Found {
  if (sunset === undefined || dateOf(sunset) !== undefined) return undefined;
  return { kind: 'sunset-unreadable', level: 'breaking', words: 'has a sunset that is not a date' };
}

function sunsetChange(old: string | undefined, next: string | undefined): Found {
  if (old === next || old === undefined) return undefined;
  if (next === undefined) return { kind: 'sunset-removed', level: 'breaking', words: 'lost its sunset date' };
  const before = dateOf(old);
  const after = dateOf(next);
  if (before === undefined || after === undefined) {
    return { kind: 'sunset-unreadable', level: 'breaking', words: 'changed a sunset that is not a date' };
  }
  if (after === before) return undefined;
  if (after > before) return { kind: 'sunset-moved-later', level: 'compatible', words: 'has a later sunset' };
  return { kind: 'sunset-moved-earlier', level: 'breaking', words: 'has an earlier sunset' };
}

const stabilities = ['draft', 'alpha', 'beta', 'stable'];

function stabilityChange(old: string | undefined, next: string | undefined): Found {
  if (old === next) return undefined;
  const before = stabilities.indexOf(old ?? 'stable');
  const after = stabilities.indexOf(next ?? 'stable');
  if (before === -1 || after === -1) {
    const words = 'changed a stability level that is none of draft, alpha, beta and stable';
    return { kind: 'stability-unreadable', level: 'breaking', words };
  }
  if (after >= before) return { kind: 'stability-increased', level: 'compatible', words: 'is more stable' };
  return { kind: 'stability-decreased', level: 'breaking', words: 'is less stable than it was' };
}

/** Day of an ISO date, undefined when it is none. */
function dateOf(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text)?.[1];
  const time = day === undefined ? NaN : Date.parse(`${day}T00:00:00Z`);
  // Some days are taken for one of the next month: February has no 31st.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day ?? '') ? day : undefined;
}
