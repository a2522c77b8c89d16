import type { Kustomization } from '../../system/facts.ts';
import { nodeDigest } from '../node-digest.ts';
import { get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';

/** What says something about all pods of a build. */
const aboutPods = [
  'images',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'transformers',
];

/** How a kustomization puts things together. */
export function readSettings(root: Node): Kustomization {
  const namespace = textOf(get(root, 'namespace'));
  const remote = ['resources', 'bases', 'components'].flatMap((key) => textsOf(get(root, key)));
  const programs = ['generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator'];
  return {
    kind: 'kustomization',
    line: root.line,
    component: textOf(get(root, 'kind')) === 'Component',
    ...(namespace === undefined ? {} : { namespace }),
    open: [
      ...remote.filter(({ text }) => isElsewhere(text)).map(() => 'a remote resource'),
      ...programs.filter((key) => items(get(root, key)).length > 0),
    ],
    images: items(get(root, 'images')).flatMap((item) => {
      const name = textOf(get(item, 'name'));
      const newName = textOf(get(item, 'newName'));
      return name === undefined || newName === undefined ? [] : [{ name, newName }];
    }),
    digest: nodeDigest(...aboutPods.map((key) => get(root, key))),
  };
}

/** An address of another repository, or a patch that stands in the file itself. */
export function isElsewhere(text: string): boolean {
  return /\n|:\/\/|^git@|^github\.com\/|[?{]/.test(text);
}
