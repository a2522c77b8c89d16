/** Names that Lambda gives its runtimes: `nodejs20.x`, `python3.12`, `java21`, `provided.al2023`. */
export function runtimeNamed(written: string): { readonly name: string; readonly version: string } | null {
  const [, name = '', version] =
    /^(nodejs|python|java|ruby|dotnet)(\d+(?:\.\d+)*)(?:\.x)?$/.exec(written) ?? [];
  if (version === undefined) return null;
  return { name: name === 'nodejs' ? 'node' : name, version };
}
