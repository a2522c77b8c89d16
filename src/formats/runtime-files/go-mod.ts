import type { Reading } from '../format.ts';
import { runtimeFact } from './runtime-fact.ts';

/** `go 1.22` is the oldest Go that may build the module, `toolchain go1.22.3` the one that is suggested. */
export function readGoMod(text: string): Reading {
  const facts = text.split('\n').flatMap((whole, at) => {
    const found = /^\s*(?:go|toolchain)\s+(?:go)?(\d[\w.-]*)\s*(?:\/\/.*)?$/.exec(whole);
    return found ? [runtimeFact('go', `>=${found[1]}`, at + 1, 'manifest')] : [];
  });
  return { facts };
}
