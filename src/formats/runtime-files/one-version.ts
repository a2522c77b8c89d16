import type { Reading } from '../format.ts';
import { meaningfulLines, runtimeFact } from './runtime-fact.ts';

const digits = /^v?\d[\w.+-]*$/;

/** `.nvmrc`, `.node-version`, `.python-version`, `.ruby-version`, `runtime.txt`: a version and nothing else. */
export function readOneVersion(name: string, text: string): Reading {
  const lines = meaningfulLines(text);
  if (name === '.nvmrc' || name === '.node-version') return readNode(lines);
  const facts = lines.flatMap(({ text: written, line }) => {
    const found = /^(?:(python|ruby|cpython|jruby|truffleruby|pypy)-?)?(\d[\w.+-]*)$/.exec(written);
    if (!found) return [];
    const implied = name === '.ruby-version' ? 'ruby' : 'python';
    const runtime = found[1] === undefined || found[1] === 'cpython' ? implied : found[1];
    return [runtimeFact(runtime, found[2] ?? '', line)];
  });
  // pyenv takes several versions, the first being the default; a name of an environment says nothing.
  return { facts };
}

/** Node version managers take one version or an alias (`lts/*`, `lts/iron`, `node`) and refuse more. */
function readNode(lines: ReturnType<typeof meaningfulLines>): Reading {
  const [only, second] = lines;
  if (!only) return { facts: [] };
  if (second !== undefined)
    return {
      facts: [],
      gaps: [{ reason: 'unparsable', detail: `More than one version, from line ${only.line}` }],
    };
  const known =
    digits.test(only.text) || /^(?:lts\/[\w*-]+|lts-[a-z]+|node|stable|current|latest|lts)$/i.test(only.text);
  if (known) return { facts: [runtimeFact('node', only.text, only.line)] };
  return {
    facts: [],
    gaps: [{ reason: 'unparsable', detail: `No version that could be told at line ${only.line}` }],
  };
}
