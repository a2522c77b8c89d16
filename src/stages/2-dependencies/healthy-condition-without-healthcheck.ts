import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import { composeSets } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import type { Image } from '../../system/facts.ts';
import { ofFile, stageChain } from '../../system/image-stages.ts';
import { dockerfileOf, healthOf } from '../../system/service-health.ts';
import type { System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A service is waited for until it is healthy, and nothing says when it is. */
export const healthyConditionWithoutHealthcheck: IntegrityRule = {
  kind: 'integrity',
  id: 'healthy-condition-without-healthcheck',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A service waits for another one to be healthy that has no health check',
  assumption: 'Assumes that Compose can tell when the service is healthy.',
  verify: 'Run `docker compose up`: it ends with "has no healthcheck configured".',
  explanation: `Takes each \`condition: service_healthy\` and looks for the health check that Docker would run: that of the
service in any file of the project, or HEALTHCHECK of the image that it is built to. It fires when there is none and the
image is known to bring none: an official image without one, or a Dockerfile on such an image.

It stays silent for images of others, whose health checks are not in the repository; where a file is missing; when the
edge is not required; and for what was so before the change. Severity: high, since Compose refuses to start the waiting
service. Where a check that was there is gone, \`healthcheck-removed\` says so.`,
  yieldsTo: ['healthcheck-removed'],
  check: (system) => composeSets(system).flatMap((set) => unknownIn(system, set)),
};

/** Official images that have no HEALTHCHECK. */
const without =
  /^(?:postgres|redis|mysql|mariadb|mongo|rabbitmq|memcached|nginx|httpd|node|python|ruby|golang|rust|php|alpine|debian|ubuntu|busybox|caddy|traefik|haproxy|elasticsearch|zookeeper|eclipse-temurin|valkey\/valkey|postgis\/postgis|pgvector\/pgvector)$/;

function unknownIn(system: System, set: ComposeSet): readonly Problem[] {
  if (set.partial || set.paths.some(isTestPath)) return [];
  return [...set.services.values()].flatMap((service): readonly Problem[] => {
    const waiting = [...set.services.values()].flatMap(({ edges }) => {
      const edge = edges.get(service.name);
      return edge?.condition === 'healthy' && edge.required ? [edge] : [];
    });
    const [first] = waiting;
    if (!first || service.partial || healthOf(system, set, service) !== 'none') return [];
    const image = imageOf(system, set, service);
    if (!image || image.variable || !without.test(image.repository)) return [];
    const names = waiting.map(({ from }) => from);
    return [
      {
        subject: service.name,
        identity: [set.folder, service.name],
        confidence: 'likely',
        title: text`${list(names, 3)} waits until ${code(service.name)} is healthy, which has no health check`,
        assumption: text`Assumes Compose can tell when ${code(service.name)} is healthy`,
        verify: text`Run ${code(`docker compose up ${first.from}`)}: it ends with "has no healthcheck configured"`,
        at: placeOf(first),
        related: [{ ...placeOf(service.unit), side: 'head', note: text`has no health check` }],
      },
    ];
  });
}

/** What the service runs, or what the image it is built to starts from. */
function imageOf(system: System, set: ComposeSet, service: ComposeService): Image | undefined {
  const dockerfile = dockerfileOf(set, service);
  if (dockerfile === undefined) return service.image;
  if (dockerfile === null) return undefined;
  const last = stageChain(system, dockerfile, service.build?.build?.target).at(-1);
  return ofFile(system, dockerfile, 'image').find(({ unit, role }) => unit === last?.name && role === 'base');
}
