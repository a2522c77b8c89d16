import type { ChangeRule } from '../rule.ts';
import { driftProblem, judge } from './port-drift-problem.ts';
import { portDrifts } from './port-drifts.ts';

/** A caller names another port than the one that the service is on. */
export const servicePortMismatch: ChangeRule = {
  kind: 'change',
  id: 'service-port-mismatch',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A service moved to another port and its callers did not, or the other way round',
  assumption: 'Assumes that the service still answers on the port that its callers use.',
  verify: 'From inside of a caller, send a request to the service by the name and port that it uses.',
  explanation: `Compares the port by which other units call a service (\`API_URL\`, \`API_HOST\` with \`API_PORT\`, proxies and
scrape targets of the project) with the port that the service listens on in its container, or that a Kubernetes Service
offers. It fires when they agreed at base and one of them moved alone: the service, and a caller stayed; or one caller,
and the service stayed.

Published ports of the host do not count. It stays silent for references that never agreed, for other hosts, and when a
service only stops publishing a port. Severity: high when the service moved; a question when only a caller did, since the
service may listen on more ports than the files say.`,
  yieldsTo: ['container-port-drift'],
  check: (change) =>
    portDrifts(change).flatMap(({ unit, identity, drift }) => {
      const calls =
        drift.left.every(({ role }) => role === 'calls') || drift.moved.every(({ role }) => role === 'calls');
      const judgement = calls ? judge(drift) : null;
      return judgement ? [driftProblem(unit, identity, drift, judgement)] : [];
    }),
};
