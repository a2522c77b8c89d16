import type { Runtime } from '../../system/facts.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

const tools = new Set(['node', 'npm', 'pnpm', 'yarn', 'bun', 'deno']);

/** The runtimes and package managers that a manifest accepts (`engines`, `devEngines`) or picks (`volta`, `packageManager`). */
export function readRuntimes(root: Node): readonly Runtime[] {
  const manager = get(root, 'packageManager');
  const picked = /^([a-z]+)@(\d[^+\s]*)/.exec(textOf(manager) ?? '');
  return [
    ...runtimesOf(get(root, 'engines')),
    ...runtimesOf(get(root, 'volta')),
    ...declared(get(root, 'devEngines', 'runtime')),
    ...declared(get(root, 'devEngines', 'packageManager')),
    ...(manager && picked ? [runtime(picked[1] ?? '', picked[2] ?? '', manager.line)] : []),
  ];
}

function runtimesOf(node: Node | undefined): readonly Runtime[] {
  return [...entries(node)].flatMap(({ key, line, node: version }) => {
    const text = textOf(version);
    return text === undefined || !tools.has(key) ? [] : [runtime(key, text, line)];
  });
}

/** `{name, version}`, or a list of them to choose from. */
function declared(node: Node | undefined): readonly Runtime[] {
  const all = node?.kind === 'list' ? items(node) : node ? [node] : [];
  return all.flatMap((each) => {
    const name = textOf(get(each, 'name'));
    const version = get(each, 'version');
    const text = textOf(version);
    return name === undefined || version === undefined || text === undefined
      ? []
      : [runtime(name, text, version.line)];
  });
}

function runtime(name: string, version: string, line: number): Runtime {
  return { kind: 'runtime', name, version: version.trim().replace(/^v(?=\d)/, ''), source: 'manifest', line };
}
