import type { Ecosystem, PackageRegistry } from '../system/facts.ts';

/** A registry by its address; nothing where that is no address, or a variable decides the host. */
export function registryFact(
  ecosystem: Ecosystem,
  {
    address,
    scope = null,
    beside = false,
    line,
  }: { address: string; scope?: string | null; beside?: boolean; line: number },
): readonly PackageRegistry[] {
  const host = /^(?:https?:)?\/\/(?:[^\s/@]*@)?([\w.-]+(?::\d{1,5})?)(?:[/?#]|$)/i
    .exec(address.trim())?.[1]
    ?.toLowerCase();
  return host === undefined ? [] : [{ kind: 'package-registry', ecosystem, scope, beside, host, line }];
}
