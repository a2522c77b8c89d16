import { folderOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import type { Declaration, ServiceName } from '../../system/facts.ts';
import { hostIn } from '../../system/host-references.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Kubernetes Services that are gone while containers still have their name in the environment. */
export function removedClusterServices({ base, head }: Change): readonly Problem[] {
  const left = servicesOf(head);
  return servicesOf(base).flatMap((service): Problem[] => {
    // A patch of a Service states no selector; the Service itself may stand in a file that was not read.
    if (!service.selector || left.some((each) => isSame(each, service))) return [];
    const callers = environmentOf(head).filter((declaration) => calls(declaration, service));
    const [first] = callers;
    if (!first) return [];
    const near = folderOf(first.file) === folderOf(service.file);
    return [
      {
        subject: service.name,
        identity: ['kubernetes', service.namespace ?? '', service.name],
        severity: near ? 'critical' : 'medium',
        confidence: near ? 'likely' : 'possible',
        title: text`The Service ${code(service.name)} is gone, and ${code(first.unit ?? '')} still calls it`,
        assumption: near
          ? text`Assumes nothing calls ${code(service.name)} any more`
          : text`Assumes ${code(service.name)} is offered by something else in the cluster; is it?`,
        verify: text`Render the manifests of every environment and look for a Service called ${code(service.name)}`,
        at: placeOf(first),
        atBase: placeOf(service),
        related: callers.slice(1, 6).map((caller) => ({
          ...placeOf(caller),
          side: 'head',
          note: text`${code(caller.name)} of ${code(caller.unit ?? '')}`,
        })),
      },
    ];
  });
}

function servicesOf(system: System): readonly Located<ServiceName>[] {
  return system.facts('service').filter(({ file }) => system.files.get(file)?.format === 'kubernetes');
}

function isSame(a: ServiceName, b: ServiceName): boolean {
  return a.name === b.name && (a.namespace ?? b.namespace) === (b.namespace ?? a.namespace);
}

function environmentOf(system: System): readonly Located<Declaration>[] {
  return system
    .facts('declaration')
    .filter(({ file, unit }) => unit !== undefined && system.files.get(file)?.format === 'kubernetes');
}

/** `db`, or `db.namespace…` of the Service's own namespace. */
function calls(declaration: Declaration, { name, namespace }: ServiceName): boolean {
  if (hostIn(declaration, new Set([name.toLowerCase()])) !== undefined) return true;
  const { value } = declaration;
  return [...(value?.host === undefined ? [] : [value.host]), ...(value?.hosts ?? [])].some((host) => {
    const [first, second] = host.split('.');
    return first === name.toLowerCase() && (namespace === undefined || second === namespace);
  });
}
