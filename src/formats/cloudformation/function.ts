import type { Fact, Unit } from '../../system/facts.ts';
import { secretFacts, supplied } from '../ecs-task-definition/environment.ts';
import { entries, get, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { runtimeNamed } from '../runtime-name.ts';
import { isVariableName } from '../supplied-value.ts';
import { cloudFormationLanguage, textIn } from './values.ts';

/** A function with its environment and what SAM's `Globals` add to it. */
export function readFunction({ key, line, node }: MapEntry, globals: Node | undefined): readonly Fact[] {
  const own = get(node, 'Properties');
  const property = (name: string): Node | undefined => get(own, name) ?? get(globals, name);
  const stated = [own, globals].map((part) => get(part, 'Environment', 'Variables'));
  const names = new Set<string>();
  const environment = stated.flatMap((map) =>
    [...entries(map)].flatMap((entry) => {
      if (names.has(entry.key)) return [];
      names.add(entry.key);
      return variable(entry, key);
    }),
  );
  const elsewhere = stated.some(
    (map) => map !== undefined && (map.kind !== 'map' || map.tag !== undefined || isIntrinsic(map)),
  );
  const unit: Unit = {
    kind: 'unit',
    line,
    name: key,
    type: 'function',
    ...codeOf(property('CodeUri') ?? property('Code')),
    ...buildOf(get(node, 'Metadata')),
    ...(elsewhere ? { open: ['Variables of an expression'] } : {}),
  };
  const handler = property('Handler');
  const text = textIn(handler)?.text;
  const runtime = property('Runtime');
  const version = runtimeNamed(textOf(runtime) ?? '');
  return [
    unit,
    ...environment,
    ...(handler && text !== undefined
      ? [
          {
            kind: 'command',
            line: handler.line,
            unit: key,
            role: 'command',
            argv: [text],
            shell: false,
            text,
          } as const,
        ]
      : []),
    ...(runtime && version
      ? [{ kind: 'runtime', line: runtime.line, ...version, source: 'image' } as const]
      : []),
  ];
}

function isIntrinsic(map: Node): boolean {
  return [...entries(map)].some(({ key }) => key.startsWith('Fn::') || key === 'Ref');
}

function codeOf(node: Node | undefined): Pick<Unit, 'code'> {
  const text = textIn(node)?.text;
  return text === undefined || /^[a-z0-9]+:\/\//.test(text) ? {} : { code: text };
}

/** What `sam build` builds an image from. */
function buildOf(metadata: Node | undefined): Pick<Unit, 'build'> {
  const context = textOf(get(metadata, 'DockerContext'));
  if (context === undefined) return {};
  const dockerfile = textOf(get(metadata, 'Dockerfile'));
  return { build: { context, ...(dockerfile === undefined ? {} : { dockerfile }) } };
}

function variable({ key, line, node }: MapEntry, unit: string): readonly Fact[] {
  if (!isVariableName(key)) return [];
  const value = cloudFormationLanguage.valueOf(node);
  if (value.from !== 'secret') return [{ ...supplied(key, line, unit), ...value }];
  return secretFacts(key, line, unit, cloudFormationLanguage.entryOf(node));
}
