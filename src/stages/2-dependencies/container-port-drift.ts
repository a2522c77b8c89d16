import type { ChangeRule } from '../rule.ts';
import { driftProblem, judge } from './port-drift-problem.ts';
import { portDrifts } from './port-drifts.ts';
import { namedPortsGone } from './named-ports-gone.ts';

/** The ends of one unit's port no longer agree. */
export const containerPortDrift: ChangeRule = {
  kind: 'change',
  id: 'container-port-drift',
  stage: 'dependencies',
  severity: 'high',
  summary: 'The port of a unit moved in one place and stayed in another',
  assumption: 'Assumes that everything which names the port of the unit still means the one it listens on.',
  verify: 'List the places side by side, start the unit, and send a request the way the left one does.',
  explanation: `Follows the port of one unit through all places that name it: \`PORT\` and its like in the environment and in
the image, options of the command, EXPOSE, \`ports\` and \`expose\` of compose, the health check or probe, labels of Traefik,
\`containerPort\`, \`targetPort\` of the Services that select the pods (by number, and by the name of a port that is gone),
\`internal_port\` of Fly, ports of ECS tasks. It fires when places that agreed at base no longer do: some moved to another
port, others stayed. Callers and proxies that stayed are told of too; where only they stayed, it is \`service-port-mismatch\`.

It stays silent when a port is only added or only dropped, for places that never agreed, when another image is run, for
EXPOSE alone, and for values that a variable decides. Severity: high; a question where only a statement that binds nobody
(EXPOSE, \`containerPort\`) moved or stayed.`,
  check: (change) => [
    ...portDrifts(change).flatMap(({ unit, identity, drift }) => {
      const own =
        drift.left.some(({ role }) => role !== 'calls') && drift.moved.some(({ role }) => role !== 'calls');
      const judgement = own ? judge(drift) : null;
      return judgement ? [driftProblem(unit, identity, drift, judgement)] : [];
    }),
    ...namedPortsGone(change),
  ],
};
