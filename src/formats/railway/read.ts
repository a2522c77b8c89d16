import type { Fact, Unit } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf } from '../paths.ts';
import { commandFacts, dashboard, inOrder, platformCheck } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** One service and what each environment changes of it. Its variables are set on the platform. */
export function readRailway({ path, text }: SourceFile): Reading {
  const root = path.endsWith('.toml') ? readToml(text) : readJson(text, { comments: true });
  const folder = folderOf(path);
  const facts: Fact[] = [...ofService(root, 'service', 1, folder)];
  for (const { key, line, node } of entries(get(root, 'environments')))
    facts.push(...ofService(node, `environments.${key}`, line, folder));
  return { facts: inOrder(facts) };
}

function ofService(owner: Node, name: string, line: number, folder: string): readonly Fact[] {
  const dockerfile = textOf(get(owner, 'build', 'dockerfilePath'));
  const build =
    dockerfile === undefined ? {} : { build: { context: '/', dockerfile: dockerfile.replace(/^\/+/, '') } };
  const unit: Unit = { kind: 'unit', name, type: 'process', ...build, open: dashboard, line };
  const check = get(owner, 'deploy', 'healthcheckPath');
  const before = textsOf(get(owner, 'deploy', 'preDeployCommand'));
  // In an image, paths of commands are not those of the repository.
  const directory = dockerfile === undefined ? folder : null;
  return [
    unit,
    ...commandFacts(get(owner, 'build', 'buildCommand'), name, folder),
    ...commandFacts(get(owner, 'deploy', 'startCommand'), name, directory),
    ...before.flatMap(({ text, line: at }) =>
      commandFacts({ kind: 'scalar', line: at, value: text, text }, name, directory),
    ),
    ...(check ? [platformCheck(name, check.line, { path: check })] : []),
  ];
}
