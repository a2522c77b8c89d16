import type { ImageBuild } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf, joinPath } from '../paths.ts';
import { readYaml } from '../yaml.ts';

/** The images that a project builds by Dockerfiles; other builders say nothing about copied files. */
export function readSkaffold({ path, text }: SourceFile): Reading {
  const roots = readYaml(text);
  const artifacts = roots.flatMap((root) => [
    ...items(get(root, 'build', 'artifacts')),
    ...items(get(root, 'profiles')).flatMap((profile) => items(get(profile, 'build', 'artifacts'))),
  ]);
  return { facts: artifacts.flatMap((artifact) => readArtifact(artifact, folderOf(path))) };
}

function readArtifact(artifact: Node, folder: string): readonly ImageBuild[] {
  const reference = parseImageReference(textOf(get(artifact, 'image')) ?? '');
  const others = ['buildpacks', 'bazel', 'jib', 'custom', 'ko'].some((key) => get(artifact, key));
  if (!reference || others) return [];
  const context = joinPath(folder, textOf(get(artifact, 'context') ?? get(artifact, 'workspace')) ?? '.');
  const docker = get(artifact, 'docker');
  const dockerfile = joinPath(context, textOf(get(docker, 'dockerfile')) ?? 'Dockerfile');
  const target = textOf(get(docker, 'target'));
  if (context === null || dockerfile === null) return [];
  const { line } = artifact;
  const { repository } = reference;
  const chosen = target === undefined ? {} : { target };
  return [
    {
      kind: 'image-build',
      line,
      context,
      dockerfile,
      ...chosen,
      tags: [repository],
      unit: `artifact ${repository}`,
    },
  ];
}
