import { shapeOf } from '../../system/value-shape.ts';
import type { Declaration, Fact, ImageBuild, Read } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { Lines } from '../lines.ts';
import { get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf, joinPath } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';
import { readYaml } from '../yaml.ts';

/** The images of a release and their Dockerfiles, variables that it sets and needs, commands that run before and after. */
export function readGoreleaser({ path, text }: SourceFile): Reading {
  const [root] = readYaml(text);
  const folder = folderOf(path);
  const declared = [root, ...items(get(root, 'builds'))].flatMap((node) =>
    textsOf(get(node, 'env')).flatMap((entry) => declarationOf(entry, node)),
  );
  const images = [
    ...items(get(root, 'dockers')).flatMap((docker) => imageOf(docker, folder, 'image_templates')),
    ...items(get(root, 'dockers_v2')).flatMap((docker) => imageOf(docker, folder, 'images')),
  ];
  const facts = [...declared, ...images, ...hooksIn(root, folder), ...readsIn(text)];
  return { facts: facts.toSorted((a, b) => a.line - b.line) };
}

/** `CGO_ENABLED=0` of all steps, or of one build. */
function declarationOf(
  { text, line }: { readonly text: string; readonly line: number },
  owner: Node | undefined,
): readonly Declaration[] {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(text) ?? [];
  if (name === undefined) return [];
  const unit = textOf(get(owner, 'id'));
  const known = value.includes('{{') ? { from: 'expression' as const } : { value: shapeOf(value) };
  const where = unit === undefined ? {} : { unit };
  return [{ kind: 'declaration', name, role: 'supplied', phase: 'ci', ...where, line, ...known }];
}

/**
 * An image. GoReleaser puts its context together from what it built and the files that the entry names, by their
 * paths from the folder where it runs: that is the root, or the folder of the file.
 */
function imageOf(docker: Node, folder: string, key: string): readonly ImageBuild[] {
  const dockerfile = joinPath('', textOf(get(docker, 'dockerfile')) ?? 'Dockerfile');
  if (docker.kind !== 'map' || dockerfile === null) return [];
  const written = textsOf(get(docker, key)).map((image) => filled(image.text));
  const tags = written.flatMap((image) =>
    image.startsWith('$') ? [] : (parseImageReference(image)?.repository ?? []),
  );
  const flags = textsOf(get(docker, 'build_flag_templates')).map((flag) => flag.text);
  const args = [
    ...flags.flatMap((flag) => /^--build-arg[= ]([A-Za-z_]\w*)/.exec(flag)?.[1] ?? []),
    ...keysOf(get(docker, 'build_args')),
  ];
  const target = flags.flatMap((flag) => /^--target[= ]([\w.-]+)$/.exec(flag)?.[1] ?? [])[0];
  return [
    {
      kind: 'image-build',
      line: docker.line,
      context: folder,
      dockerfile,
      guessed: true,
      ...(target === undefined ? {} : { target }),
      ...(tags.length > 0 && { tags: [...new Set(tags)] }),
      ...(args.length > 0 && { args: [...new Set(args)] }),
      unit: `image ${textOf(get(docker, 'id')) ?? dockerfile}`,
    },
  ];
}

function keysOf(node: Node | undefined): readonly string[] {
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

/** What a template fills in is not known: `ghcr.io/acme/{{ .ProjectName }}` ends in a variable. */
function filled(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, '$x');
}

/** Commands of `before`, `after` and of builds. */
function hooksIn(root: Node | undefined, folder: string): readonly Fact[] {
  const lists = [
    get(root, 'before', 'hooks'),
    get(root, 'after', 'hooks'),
    ...items(get(root, 'builds')).flatMap((build) => [
      get(build, 'hooks', 'pre'),
      get(build, 'hooks', 'post'),
    ]),
  ];
  return lists.flatMap((list) => {
    const hooks = list?.kind === 'list' ? list.items : list ? [list] : [];
    return hooks.flatMap((hook) => {
      const command = get(hook, 'cmd') ?? hook;
      const directory = joinPath('', textOf(get(hook, 'dir')) ?? '.');
      const place = { line: command.line, folded: true, directory: folder === '' ? directory : null };
      return shellFacts(filled(textOf(command) ?? ''), { ...place, unit: 'goreleaser' });
    });
  });
}

const expression = /\bindex\s+\.Env\s+"(\w+)"|\b(envOrDefault|isEnvSet)\s+"(\w+)"|\.Env\.([A-Za-z_]\w*)/g;

/** `{{ .Env.X }}` fails without the variable; `index .Env`, `envOrDefault` and `isEnvSet` do not. */
function readsIn(text: string): readonly Read[] {
  const lines = new Lines(text);
  const uncommented = text.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length));
  return [...uncommented.matchAll(/\{\{[^{}\n]{0,500}\}\}/g)].flatMap((template) =>
    [...template[0].matchAll(expression)].map((match): Read => {
      const [, tested, call, asked, plain] = match;
      const strength = call === 'envOrDefault' ? 'defaulted' : plain === undefined ? 'guarded' : 'required';
      const line = lines.at(template.index);
      return { kind: 'read', name: tested ?? asked ?? plain ?? '', line, strength, phase: 'ci', via: '.Env' };
    }),
  );
}
