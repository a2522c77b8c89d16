const titles: Readonly<Record<string, string>> = {
  node: 'Node.js',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  ruby: 'Ruby',
  php: 'PHP',
  rust: 'Rust',
  dotnet: '.NET',
  bun: 'Bun',
  deno: 'Deno',
  swift: 'Swift',
  elixir: 'Elixir',
};

/** A runtime as its makers write it. Only for names of ours: a runtime that is not known keeps its own. */
export function runtimeTitle(name: string): string {
  return Object.hasOwn(titles, name) ? (titles[name] ?? name) : name;
}
