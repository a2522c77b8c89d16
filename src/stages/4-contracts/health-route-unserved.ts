import { code, text } from '../../report/text.ts';
import type { ProbedRoute } from '../../system/probed-routes.ts';
import type { ChangeRule, Problem, RelatedPlace } from '../rule.ts';

/** A check asks for an address whose route went or moved. */
export const healthRouteUnserved: ChangeRule = {
  kind: 'change',
  id: 'health-route-unserved',
  stage: 'contracts',
  severity: 'high',
  summary: 'A health check asks for an address whose route was removed or moved',
  assumption: 'Assumes the service still answers where it is checked.',
  verify: 'Start the service and ask the address of the check.',
  explanation: `Looks at changed code that registers routes (the forms are those of \`contract-route-unserved\`). The address of a
route that base registers and head does not is looked for among the checks of head: probes of Kubernetes and of charts, checks of
compose files and Dockerfiles, target groups and annotations of load balancers, task definitions, and what Fly, Render, Railway
and others call the path of the health check. An address counts as the route's own when it is the same, or behind \`/api\` and
a version alone.

High when the check stands beside the code, or the repository has one program. Medium, as a question, when the check stands
elsewhere and may be another program's. A service that is checked so never becomes ready, or is started again and again.

It stays silent when another route of the same program ends with that address, when the address is still written in quotes in
a changed file, when another program serves it and no check stands beside the code, and in tests and samples.`,
  check: ({ probedRoutes = [] }) => probedRoutes.map(problemOf),
};

const mostPlaces = 10;

function problemOf({ address, route, checks, now, isOwn }: ProbedRoute): Problem {
  const [first] = checks;
  return {
    subject: address,
    identity: [route.path, address],
    severity: isOwn ? 'high' : 'medium',
    confidence: isOwn ? 'likely' : 'possible',
    title:
      now === null
        ? text`A health check asks for ${code(address)}, whose route was removed`
        : text`A health check asks for ${code(address)}, and its route is now ${code(now)}`,
    assumption: isOwn
      ? text`Assumes the service still answers at ${code(address)}`
      : text`Assumes the service that is checked at ${code(address)} is another one; is it?`,
    verify: text`Start the service and ask for ${code(address)}, or change the check`,
    at: first ? { path: first.path, line: first.line } : null,
    related: [
      { path: route.path, line: route.line, side: 'base', note: text`registered the route` },
      ...checks
        .slice(1, mostPlaces)
        .map(({ path, line }): RelatedPlace => ({ path, line, side: 'head', note: text`asks for it, too` })),
    ],
  };
}
