import type { ComposeStart, Fact, ImageBuild, Include } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Reading, SourceFile } from '../format.ts';
import { folderOf, joinPath } from '../paths.ts';
import { argumentsOf, callOf, literalText } from '../python/names.ts';
import { shellFacts } from '../shell-facts.ts';
import { enclosing, lineOf, readSyntax } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { clusterObjectsIn } from './cluster-objects.ts';
import { declarationOf, environmentFacts } from './environment.ts';
import { bindingsAt, keysOf, textsOf, unknownPart } from './texts.ts';
import type { Bindings } from './texts.ts';

/** A call with what its arguments stand for. */
interface Call {
  readonly node: SyntaxNode;
  readonly syntax: Syntax;
  readonly bindings: Bindings;
  readonly folder: string;
  readonly argument: (name: string, position?: number) => SyntaxNode | undefined;
}

const readers: Readonly<Record<string, (call: Call) => readonly Fact[]>> = {
  docker_build: imageBuild,
  docker_build_with_restart: imageBuild,
  custom_build: (call) => commandFacts(call, call.argument('command', 1), textsOfCall(call, 'ref', 0)),
  custom_build_with_restart: (call) =>
    commandFacts(call, call.argument('command', 1), textsOfCall(call, 'ref', 0)),
  local: (call) => commandFacts(call, call.argument('command', 0)),
  local_resource: localResource,
  docker_compose: composeStart,
  k8s_yaml: (call) => includes(call, call.argument('yaml', 0)),
  kustomize: (call) => includes(call, call.argument('paths', 0)),
  helm: (call) => [...includes(call, call.argument('paths', 0)), ...includes(call, call.argument('values'))],
  include: (call) => includes(call, call.argument('path', 0)),
  load: (call) => includes(call, call.argument('path', 0)),
};

/**
 * The images that Tilt builds, the commands that it runs and with which variables, the compose files that it starts
 * together, the manifests that it applies. Functions of the file are followed for one step.
 */
export async function readTiltfile({ path, text }: SourceFile): Promise<Reading> {
  return readSyntax('python', text, (syntax) => {
    const calls = Object.keys(readers).flatMap((name) =>
      [...syntax.words(name)].flatMap((word) => {
        const node = callOf(word);
        return node
          ? callsAt(node, syntax, folderOf(path)).flatMap((call) => readers[name]?.(call) ?? [])
          : [];
      }),
    );
    const facts = [...calls, ...environmentFacts(syntax)];
    return { facts: facts.toSorted((a, b) => a.line - b.line), gaps: syntax.gaps };
  });
}

function callsAt(node: SyntaxNode, syntax: Syntax, folder: string): readonly Call[] {
  const { positional, named } = argumentsOf(node);
  const argument = (name: string, position = -1): SyntaxNode | undefined =>
    named.get(name) ?? positional[position];
  return bindingsAt(node, syntax).map((bindings) => ({ node, syntax, bindings, folder, argument }));
}

function textsOfCall(
  { argument, syntax, bindings }: Call,
  name: string,
  position: number,
): readonly string[] {
  return textsOf(argument(name, position), syntax, bindings);
}

function imageBuild(call: Call): readonly ImageBuild[] {
  const { argument, folder, node, syntax } = call;
  const [reference = unknownPart] = textsOfCall(call, 'ref', 0);
  const [stated = '.'] = textsOfCall(call, 'context', 1);
  const [file] = textsOfCall(call, 'dockerfile', -1);
  if (argument('dockerfile_contents')) return [];
  const context = joinPath(folder, stated);
  const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath(folder, file);
  if (context === null || dockerfile === null) return [];
  const [target] = textsOfCall(call, 'target', -1);
  const repository = reference.includes('$') ? undefined : parseImageReference(reference)?.repository;
  const args = keysOf(argument('build_args', 2), syntax).flatMap((key) => literalText(key) ?? []);
  return [
    {
      kind: 'image-build',
      line: lineOf(node),
      context,
      dockerfile,
      ...(target !== undefined && !target.includes('$') && { target }),
      ...(repository !== undefined && { tags: [repository] }),
      ...(args.length > 0 && { args }),
      unit: `image ${repository ?? dockerfile}`,
    },
  ];
}

function localResource(call: Call): readonly Fact[] {
  const { argument, syntax, node } = call;
  const [name = unknownPart] = textsOfCall(call, 'name', 0);
  const env = [...keysOf(argument('env'), syntax), ...keysOf(argument('serve_env'), syntax)];
  const declared = env.flatMap((key) => declarationOf(key, name) ?? []);
  const unit: readonly Fact[] =
    declared.length > 0
      ? [{ kind: 'unit', name, type: 'process', line: lineOf(node), open: ['the shell that starts tilt'] }]
      : [];
  return [
    ...unit,
    ...declared,
    ...commandFacts(call, argument('cmd', 1), [], textsOfCall(call, 'dir', -1)[0]),
    ...commandFacts(call, argument('serve_cmd'), [], textsOfCall(call, 'serve_dir', -1)[0]),
  ];
}

/** What a command relies on; an image that it builds is called as the call says. */
function commandFacts(
  { syntax, bindings, folder, argument }: Call,
  command: SyntaxNode | undefined,
  tags: readonly string[] = [],
  directory = '.',
): readonly Fact[] {
  if (!command) return [];
  const words = textsOf(command, syntax, bindings);
  const text = words.length === 1 ? (words[0] ?? '') : words.map(quoted).join(' ');
  const resource = textsOf(argument('name', 0), syntax, bindings)[0] ?? '';
  const unit = /^[\w.-]+$/.test(resource) ? resource : 'tilt';
  const line = lineOf(command);
  const folded = command.type !== 'string';
  const place = { line, folded, directory: joinPath(folder, directory), unit };
  const names = tags.flatMap((tag) =>
    tag.includes('$') ? [] : (parseImageReference(tag)?.repository ?? []),
  );
  const facts = shellFacts(text, place).map((fact) =>
    fact.kind === 'image-build' && names.length > 0 ? { ...fact, tags: names } : fact,
  );
  return [...facts, ...clusterObjectsIn(text, line, folded)];
}

function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function composeStart(call: Call): readonly ComposeStart[] {
  const files = textsOfCall(call, 'configPaths', 0).map((file) => joinPath(call.folder, file));
  // One that is not known may lie over all others.
  if (files.length === 0 || files.includes(null)) return [];
  return [
    {
      kind: 'compose-start',
      line: lineOf(call.node),
      paths: files.flatMap((path) => path ?? []),
      unit: 'tilt',
    },
  ];
}

/** Files that are applied or taken in, where their names are written and nothing asks whether they are there. */
function includes({ node, syntax, bindings }: Call, files: SyntaxNode | undefined): readonly Include[] {
  if (enclosing(node, 'if_statement', 'conditional_expression', 'for_statement')) return [];
  return textsOf(files, syntax, bindings).flatMap((path) =>
    /[$*]|:\/\/|\n/.test(path) ? [] : [{ kind: 'include', line: lineOf(node), path, required: true }],
  );
}
