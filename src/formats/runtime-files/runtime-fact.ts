import type { Runtime } from '../../system/facts.ts';

/** Other names that version managers have for a runtime. */
const names: Readonly<Record<string, string>> = {
  nodejs: 'node',
  golang: 'go',
  'dotnet-core': 'dotnet',
  'dotnet-sdk': 'dotnet',
  openjdk: 'java',
};

/** A runtime under the name that every reader uses for it. */
export function runtimeFact(
  name: string,
  version: string,
  line: number,
  source: Runtime['source'] = 'tool-file',
): Runtime {
  return {
    kind: 'runtime',
    name: names[name] ?? name,
    version: version.replace(/^v(?=\d)/, ''),
    source,
    line,
  };
}

/** Lines without comments and blanks around, empty ones left out, with their numbers. */
export function meaningfulLines(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text
    .split('\n')
    .map((whole, at) => ({ text: whole.replace(/(?:^|\s)#.*$/, '').trim(), line: at + 1 }))
    .filter(({ text: rest }) => rest !== '');
}
