import type { Fact, ObjectReference } from '../../system/facts.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { textMap } from './object.ts';
import type { KubernetesObject } from './object.ts';

/** Objects that others name, what they name themselves, and what picks pods by labels. */
export function readTargets({ kind, name, namespace, root, line }: KubernetesObject): readonly Fact[] {
  if (name === '') return [];
  const within = namespace === undefined ? {} : { namespace };
  const by = `${kind}/${name}`;
  switch (kind) {
    case 'ServiceAccount':
      return [{ kind: 'cluster-object', type: kind, name, ...within, line }];
    case 'PriorityClass':
      return [{ kind: 'cluster-object', type: kind, name, line }];
    case 'HorizontalPodAutoscaler': {
      const target = get(root, 'spec', 'scaleTargetRef');
      const type = textOf(get(target, 'kind'));
      return type === undefined ? [] : reference(get(target, 'name'), type, by, namespace);
    }
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return items(get(root, 'subjects')).flatMap((subject) =>
        textOf(get(subject, 'kind')) === 'ServiceAccount'
          ? reference(
              get(subject, 'name'),
              'ServiceAccount',
              by,
              textOf(get(subject, 'namespace')) ?? namespace,
            )
          : [],
      );
    case 'PodDisruptionBudget':
    case 'NetworkPolicy': {
      const selector = get(root, 'spec', kind === 'NetworkPolicy' ? 'podSelector' : 'selector');
      const labels = textMap(get(selector, 'matchLabels'));
      return selector && labels ? [{ kind: 'selector', by, ...within, labels, line: selector.line }] : [];
    }
    default:
      return [];
  }
}

/** What a pod needs by name, beside its ConfigMaps and Secrets. */
export function podTargets(
  spec: Node,
  { by, namespace }: { readonly by: string; readonly namespace?: string },
): readonly ObjectReference[] {
  const account = get(spec, 'serviceAccountName') ?? get(spec, 'serviceAccount');
  return [
    ...reference(account, 'ServiceAccount', by, namespace),
    ...reference(get(spec, 'priorityClassName'), 'PriorityClass', by, undefined),
  ];
}

function reference(
  node: Node | undefined,
  type: string,
  by: string,
  namespace: string | undefined,
): readonly ObjectReference[] {
  const name = textOf(node);
  if (!node || name === undefined || name === '') return [];
  const within = namespace === undefined ? {} : { namespace };
  return [{ kind: 'object-reference', type, name, by, ...within, line: node.line }];
}
