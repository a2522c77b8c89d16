import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJavascript } from '../javascript/read.ts';
import { readJson } from '../json.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf, joinPath } from '../paths.ts';
import { givenMap, inOrder } from '../platform-facts.ts';
import { shellFacts } from '../shell-facts.ts';
import { literalsNamed } from './literal.ts';

/** Whoever starts PM2 hands his own environment on. */
const open = ['the shell that starts pm2'];

/** Apps with their variables, `env_production` and its like as units of their own; and what the file itself reads. */
export async function readPm2(file: SourceFile): Promise<Reading> {
  const folder = folderOf(file.path);
  if (file.path.endsWith('.json')) {
    const root = readJson(file.text, { comments: true });
    return { facts: inOrder(appsIn(root).flatMap((app, index) => ofApp(app, index, folder))) };
  }
  const [lists, { facts: reads, gaps }] = [
    await literalsNamed('apps', file.text),
    await readJavascript(file),
  ];
  const facts = lists.flatMap(items).flatMap((app, index) => ofApp(app, index, folder));
  return { facts: inOrder([...reads, ...facts]), ...(gaps ? { gaps } : {}) };
}

function appsIn(root: Node): readonly Node[] {
  return root.kind === 'list' ? root.items : items(get(root, 'apps'));
}

function ofApp(app: Node, index: number, folder: string): readonly Fact[] {
  if (app.kind !== 'map') return [];
  const script = get(app, 'script');
  const written = textOf(script);
  const unit = textOf(get(app, 'name')) ?? written ?? String(index);
  const cwd = get(app, 'cwd');
  const directory = cwd === undefined ? folder : joinPath(folder, textOf(cwd) ?? '/');
  const facts: Fact[] = [{ kind: 'unit', name: unit, type: 'process', open, line: app.line }];
  for (const { key, line, node } of entries(app)) {
    const mode = /^env_(\w+)$/.exec(key)?.[1];
    if (key === 'env') facts.push(...givenMap(entries(node), { unit }));
    if (mode === undefined || mode === 'file') continue;
    const variant = `${unit}@${mode}`;
    facts.push({ kind: 'unit', name: variant, type: 'process', open, line });
    facts.push(...givenMap(entries(node), { unit: variant }));
  }
  const file = get(app, 'env_file');
  const path = textOf(file);
  if (file && path !== undefined)
    facts.push({ kind: 'env-file', unit, path, required: false, line: file.line });
  if (script && written !== undefined) {
    const interpreter = textOf(get(app, 'interpreter'));
    const program = interpreter ?? (/\.[cm]?[jt]s$/.test(written) ? 'node' : '');
    const command =
      `${program === 'none' ? '' : program} ${written} ${textOf(get(app, 'args')) ?? ''}`.trim();
    facts.push(...shellFacts(command, { line: script.line, folded: true, directory, unit }));
  }
  return facts;
}
