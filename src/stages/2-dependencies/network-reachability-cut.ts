import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import { hostReferences, namesOf } from '../../system/host-references.ts';
import { placeOf } from '../place-of.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Two services that talk to each other are no longer on a common network. */
export const networkReachabilityCut: ChangeRule = {
  kind: 'change',
  id: 'network-reachability-cut',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A service and one that it calls are no longer on a common network',
  assumption: 'Assumes that the caller can still reach the service it calls.',
  verify: 'From inside of the caller, resolve the name of the service and connect to its port.',
  explanation: `Takes the networks of compose services (\`networks\`, the default one, \`network_mode\`) after the files of a
project are put together, and the references between services: environment, env files and command lines that name a host,
and \`depends_on\`. It fires when a caller and the service that it still calls had a network in common at base and have none
at head, or when one of them went to \`network_mode: host\` or \`none\`, where names of services do not resolve.

It stays silent for pairs that were apart before, for modes that a variable decides, where a file is missing, and when the
reference went, too. Severity: high for a reference by name, medium and a question where only \`depends_on\` ties the two.`,
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const { base, head } of composePairs(change)) {
      if (base.partial || head.partial || head.paths.some(isTestPath)) continue;
      for (const problem of cutIn(change, base, head)) {
        const key = problem.identity.join('\0');
        if (!found.has(key)) found.set(key, problem);
      }
    }
    return [...found.values()];
  },
};

function cutIn(change: Change, base: ComposeSet, head: ComposeSet): readonly Problem[] {
  return [...head.services.values()].flatMap((caller) =>
    [...head.services.values()].flatMap((callee): readonly Problem[] => {
      const [callerWas, calleeWas] = [base.services.get(caller.name), base.services.get(callee.name)];
      if (caller === callee || !callerWas || !calleeWas) return [];
      if ([caller, callee, callerWas, calleeWas].some(({ partial }) => partial)) return [];
      if (!areTogether(base, callerWas, calleeWas) || areTogether(head, caller, callee)) return [];
      const [reference] = hostReferences(change.head, head, caller, namesOf(callee));
      const edge = caller.edges.get(callee.name);
      const at = reference ?? edge;
      if (!at) return [];
      return [
        {
          subject: caller.name,
          identity: [head.folder, caller.name, callee.name],
          severity: reference ? 'high' : 'medium',
          confidence: reference ? 'likely' : 'possible',
          title: text`${code(caller.name)} and ${code(callee.name)} are no longer on a common network`,
          assumption: reference
            ? text`Assumes ${code(caller.name)} can still reach ${code(reference.host)}`
            : text`Assumes ${code(caller.name)} waits for ${code(callee.name)} and does not call it; is that so?`,
          verify: text`Run ${code(`docker compose exec ${caller.name} getent hosts ${callee.name}`)}`,
          at: { path: at.file, line: at.line },
          related: [caller, callee].map(({ unit, name }) => ({
            ...placeOf(unit),
            side: 'head',
            note: text`networks of ${code(name)}`,
          })),
        },
      ];
    }),
  );
}

function areTogether(set: ComposeSet, a: ComposeService, b: ComposeService): boolean {
  const [first, second] = [networksOf(set, a), networksOf(set, b)];
  if (first === undefined || second === undefined) return true;
  return [...first].some((name) => second.has(name));
}

/** Undefined when it cannot be told. */
function networksOf(set: ComposeSet, service: ComposeService, steps = 3): ReadonlySet<string> | undefined {
  const mode = service.statements.findLast(({ networkMode }) => networkMode !== undefined)?.networkMode;
  if (mode !== undefined && mode !== 'bridge') {
    if (mode === 'host' || mode === 'none') return new Set();
    const other = /^service:(.+)$/.exec(mode)?.[1];
    const shared = other === undefined ? undefined : set.services.get(other);
    return shared && steps > 0 ? networksOf(set, shared, steps - 1) : undefined;
  }
  if (service.statements.some(({ replaces }) => replaces?.some((key) => key.startsWith('network'))))
    return undefined;
  const names = service.statements.flatMap(({ networks = [] }) => networks);
  if (names.some((name) => name.includes('$'))) return undefined;
  return new Set(names.length > 0 ? names : ['default']);
}
