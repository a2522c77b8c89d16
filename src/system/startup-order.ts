import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';

/** Whether a chain of services keeps the order. */
export function reaches(set: ComposeSet, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const name of seen) {
    for (const { to: next, required } of set.services.get(name)?.edges.values() ?? []) {
      if (!required) continue;
      if (next === to) return true;
      seen.add(next);
    }
  }
  return false;
}

const waiting = /wait[-_]?(?:for|on|4)|dockerize|--wait|-wait\b|\bnc\s+-\w*z|pg_isready|until\s/i;

/** `wait-for-it.sh db:5432 -- serve` */
export function waitsItself({ entrypoint, command }: ComposeService, hosts: ReadonlySet<string>): boolean {
  return [entrypoint, command].some((fact) => {
    const script = fact?.text ?? '';
    return waiting.test(script) && [...hosts].some((host) => script.toLowerCase().includes(host));
  });
}
