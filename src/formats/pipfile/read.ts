import type { Reading, SourceFile } from '../format.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import { projectName } from '../python-names.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { readToml } from '../toml.ts';
import { withoutCredentials } from '../without-credentials.ts';

const known: ReadonlySet<string> = new Set(['source', 'requires', 'scripts', 'pipenv']);

/** `[packages]`, `[dev-packages]` and further categories of a team's own. */
export function readPipfile({ text }: SourceFile): Reading {
  const root = readToml(withoutCredentials(text));
  const requirements = [...entries(root)].flatMap(({ key, node }) => {
    if (known.has(key) || node.kind !== 'map') return [];
    const group = key === 'packages' ? 'prod' : key === 'dev-packages' ? 'dev' : 'unsaid';
    return [...entries(node)].map((entry) =>
      requirementFact('pypi', {
        name: projectName(entry.key),
        specifier: textOf(entry.node) ?? textOf(get(entry.node, 'version')) ?? '',
        group,
        line: entry.line,
      }),
    );
  });
  const python = get(root, 'requires', 'python_full_version') ?? get(root, 'requires', 'python_version');
  const version = textOf(python);
  const runtimes =
    python && version !== undefined ? [runtimeFact('python', version, python.line, 'manifest')] : [];
  return { facts: byLine([...requirements, ...runtimes]) };
}
