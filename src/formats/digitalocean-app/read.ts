import type { Declaration, Fact, Unit } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import {
  commandFacts,
  dashboard,
  givenFrom,
  givenValue,
  inOrder,
  listenPort,
  neededEntry,
  platformCheck,
  variableName,
} from '../platform-facts.ts';
import { readYaml } from '../yaml.ts';

const components = ['services', 'workers', 'jobs', 'static_sites', 'functions'];

/** Components with their variables; those of the app go to all of them. */
export function readDigitaloceanApp({ text }: SourceFile): Reading {
  const facts = readYaml(text).flatMap((document): readonly Fact[] => {
    // A template for a deploy button holds the app under `spec`.
    const app = get(document, 'spec') ?? document;
    return [
      ...variables(app, undefined),
      ...components.flatMap((key) => items(get(app, key)).flatMap((each) => ofComponent(each, key))),
    ];
  });
  return { facts: inOrder(facts) };
}

function ofComponent(component: Node, key: string): readonly Fact[] {
  const nameNode = get(component, 'name');
  const name = textOf(nameNode);
  if (!nameNode || name === undefined) return [];
  const folder = joinPath('', (textOf(get(component, 'source_dir')) ?? '').replace(/^\/+/, ''));
  const dockerfile = textOf(get(component, 'dockerfile_path'))?.replace(/^\/+/, '');
  const check = get(component, 'health_check');
  const port = get(component, 'http_port');
  const code = folder === null || get(component, 'image') ? {} : { code: `/${folder}` };
  const build =
    dockerfile === undefined || folder === null
      ? code
      : { build: { context: `/${folder}`, dockerfile: inside(folder, dockerfile) } };
  const type = key === 'functions' || key === 'static_sites' ? 'function' : 'process';
  const unit: Unit = { kind: 'unit', name, type, ...build, open: dashboard, line: nameNode.line };
  return [
    unit,
    ...variables(component, name),
    ...commandFacts(get(component, 'build_command'), name, folder),
    ...commandFacts(get(component, 'run_command'), name, dockerfile === undefined ? folder : null),
    ...listenPort(port, name),
    ...(check
      ? [platformCheck(name, check.line, { path: get(check, 'http_path'), port: get(check, 'port') ?? port })]
      : []),
  ];
}

/** The Dockerfile's path is seen from the root of the repository. */
function inside(folder: string, dockerfile: string): string {
  if (folder === '') return dockerfile;
  if (dockerfile.startsWith(`${folder}/`)) return dockerfile.slice(folder.length + 1);
  return `${folder
    .split('/')
    .map(() => '..')
    .join('/')}/${dockerfile}`;
}

function variables(owner: Node, unit: string | undefined): readonly Fact[] {
  return items(get(owner, 'envs')).flatMap((node): readonly Fact[] => {
    const key = get(node, 'key');
    const name = textOf(key);
    if (!key || name === undefined || !variableName.test(name)) return [];
    const phases = phasesOf(textOf(get(node, 'scope')));
    const whose = unit === undefined ? {} : { unit };
    const value = get(node, 'value');
    const written = textOf(value);
    const isSecret = textOf(get(node, 'type')) === 'SECRET';
    const declarations = phases.map((phase): Declaration => {
      const place = { ...whose, phase };
      if (isSecret) return givenFrom(name, key.line, 'secret', place);
      // `${db.DATABASE_URL}`: filled in from another component.
      if (written === undefined || written.includes('${'))
        return givenFrom(name, key.line, 'expression', place);
      return givenValue(name, key.line, value, place);
    });
    const missing = isSecret && written === undefined;
    return missing ? [...declarations, neededEntry('dashboard', name, key.line, unit)] : declarations;
  });
}

function phasesOf(scope: string | undefined): readonly Declaration['phase'][] {
  if (scope === 'BUILD_TIME') return ['build'];
  return scope === 'RUN_TIME' ? ['run'] : ['run', 'build'];
}
