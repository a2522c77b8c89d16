import type { Reading } from '../format.ts';
import { meaningfulLines, runtimeFact } from './runtime-fact.ts';

/** asdf's and mise's `.tool-versions`: a tool and its versions a line, the first being the default. */
export function readToolVersions(text: string): Reading {
  const facts = meaningfulLines(text).flatMap(({ text: written, line }) => {
    const [tool = '', ...versions] = written.split(/\s+/);
    return versions.flatMap((version) => (isVersion(version) ? [runtimeFact(tool, version, line)] : []));
  });
  return { facts };
}

/** Not `system`, `path:…`, `ref:…`: what those are is not said here. Vendors stand before a Java version. */
export function isVersion(text: string): boolean {
  return /^(?:[a-z]+[a-z-]*-)?v?\d/.test(text) || /^(?:latest|lts|stable|nightly)/.test(text);
}
