import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { get } from '../node.ts';
import { readYaml } from '../yaml.ts';
import { conflictLine } from '../lines.ts';
import { readConfigObject } from './config-objects.ts';
import { kubernetesKind } from './format.ts';
import { objectsOf, textMap } from './object.ts';
import type { KubernetesObject } from './object.ts';
import { objectReferences } from './references.ts';
import { readServicePorts, readServiceTargets } from './ports.ts';
import { readRoutes } from './routes.ts';
import { readTargets } from './targets.ts';
import { mostFacts, readWorkload } from './workload.ts';

/**
 * Workloads by container, Services, ConfigMaps and Secrets. A patch of kustomize is read as the part
 * of an object that it is: it gives only what it states.
 */
export function readKubernetes({ text }: SourceFile): Reading {
  const facts: Fact[] = [];
  const conflict = conflictLine(text);
  for (const document of readYaml(conflict === undefined ? wanted(text) : text)) {
    for (const object of objectsOf(document)) {
      for (const fact of readObject(object)) facts.push(fact);
      if (facts.length > mostFacts)
        throw new Unreadable('too-large', 'Its objects repeat too much of each other');
    }
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

/** Documents of other kinds left empty: the definitions of a cluster's own kinds can be most of a file by far. */
function wanted(text: string): string {
  return text
    .split(/^(?=---(?:[ \t\r\n]|$))/m)
    .map((document) => (kubernetesKind.test(document) ? document : `---${document.replace(/[^\n]+/g, '')}`))
    .join('');
}

/** What one object says, or the part of it that a patch states. */
export function readObject(object: KubernetesObject): readonly Fact[] {
  if (object.kind === 'Service') return [...readService(object), ...readWorkload(object)];
  return [
    ...readConfigObject(object),
    ...objectReferences(object),
    ...readWorkload(object),
    ...readRoutes(object),
    ...readTargets(object),
  ];
}

/** Of the core or of Knative: both are a name in the cluster's DNS. */
function readService({ name, namespace, root, line }: KubernetesObject): readonly Fact[] {
  if (name === '') return [];
  const selector = textMap(get(root, 'spec', 'selector'));
  return [
    {
      kind: 'service',
      line,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(selector ? { selector } : {}),
    },
    ...readServicePorts(get(root, 'spec', 'ports'), `Service/${name}`),
    ...readServiceTargets(get(root, 'spec', 'ports'), {
      service: name,
      ...(namespace === undefined ? {} : { namespace }),
    }),
  ];
}
