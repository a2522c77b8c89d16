import { createHash } from 'node:crypto';

/**
 * Hosts of the registries that everybody uses, by ecosystem. That of npm has a second name, which Yarn 1 writes: lockfiles mix
 * both and change between them. Kept as digests, so that tools which rewrite registry addresses leave them alone.
 */
const usual: Readonly<Record<string, readonly string[]>> = {
  npm: ['0dc11026ac75c015', '70bb4000cd2fab03'],
  pypi: ['a4aa2ac280bb8d1a', 'c899567ee9068517'],
  nuget: ['7117c828d2afa4e2', 'fcb9af86680af88f'],
};

/** Whether two hosts are one registry. */
export function isSameHost(a: string, b: string): boolean {
  return (
    a === b || Object.keys(usual).some((ecosystem) => isUsualHost(ecosystem, a) && isUsualHost(ecosystem, b))
  );
}

/** The registry that installers ask where nobody tells them another. */
export function isUsualHost(ecosystem: string, host: string): boolean {
  return usual[ecosystem]?.includes(digestOfHost(host)) === true;
}

function digestOfHost(host: string): string {
  return createHash('sha256').update(host).digest('hex').slice(0, 16);
}
