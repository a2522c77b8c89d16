import { own } from '../at.ts';
import type { At } from '../at.ts';
import type { Lifecycle } from './model.ts';

/** Headers that other parts of the contract describe. */
export function isReservedHeader(where: string, name: string): boolean {
  return where === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);
}

export function mediaTypeOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

export function readLifecycle(at: At): Lifecycle {
  const sunset = own(at.node, 'x-sunset') ?? own(at.node, 'sunset');
  const stability = own(at.node, 'x-stability-level');
  return {
    deprecated: own(at.node, 'deprecated') === true || own(at.node, 'x-deprecated') === true,
    ...(sunset === undefined ? {} : { sunset: wordOf(sunset) }),
    ...(stability === undefined ? {} : { stability: wordOf(stability) }),
  };
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
