import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import { clientServers, numbersOf } from '../../system/client-servers.ts';
import type { ClientServer } from '../../system/client-servers.ts';
import type { Image } from '../../system/facts.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import { lowestOf } from '../../system/lowest-version.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Place, Problem } from '../rule.ts';
import { pgDumpSkews } from './pg-dump-skews.ts';

interface Client {
  readonly name: string;
  readonly version: string;
  readonly at: Place;
}

interface Skew {
  readonly pair: ClientServer;
  readonly client: Client;
  readonly image: Located<Image>;
  readonly tag: string;
}

/** A client and the server that it talks to moved apart. */
export const clientServerVersionSkew: ChangeRule = {
  kind: 'change',
  id: 'client-server-version-skew',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A client and its server moved apart',
  assumption: 'Assumes that the client of one release works with the server of another.',
  verify:
    'Look the two versions up on the compatibility page of their makers, and run a test that talks to the server.',
  explanation: `Holds versions of client packages, from lockfiles and exact versions in manifests, against the tags of images in
compose files, Dockerfiles, CI and Kubernetes manifests: Playwright and its image (the browsers in it belong to one minor
version), Elasticsearch (a client does not work with an older server), Qdrant, Chroma, Puppeteer, Cypress, Flyway and
Liquibase; and \`pg_dump\`, installed in an image, against the PostgreSQL servers of the repository, because it refuses to
dump a newer server than itself. It fires when they fitted at base and do not at head.

It stays silent for tags that name no version or hold a variable, where several servers of one kind run and one of them fits,
and in examples and documentation.

Severity: high; medium for what only builds and tests meet.`,
  check: (change) => {
    const before = new Set(skewsIn(change.base).map(keyOf));
    const fitted = (skew: Skew): boolean => !before.has(keyOf(skew)) && hadBoth(change, skew);
    const found = skewsIn(change.head).filter(fitted);
    const groups = groupBy(found, ({ pair, tag, client }) => [pair.server, tag, client.version].join('\0'));
    return [...groups.map(problemOf), ...pgDumpSkews(change)];
  },
};

function keyOf({ pair, client, image }: Skew): string {
  return [pair.server, client.name, image.file, image.unit].join('\0');
}

/** A client or a server that is new was chosen with the other in sight. */
function hadBoth({ base }: Change, { pair, client }: Skew): boolean {
  return serversOf(base, pair).length > 0 && clientsOf(base, pair).some(({ name }) => name === client.name);
}

function skewsIn(system: System): readonly Skew[] {
  return clientServers.flatMap((pair) => {
    const servers = serversOf(system, pair);
    return clientsOf(system, pair).flatMap((client): readonly Skew[] => {
      const version = numbersOf(client.version);
      if (!version || servers.length === 0 || servers.some(({ numbers }) => pair.fits(version, numbers)))
        return [];
      return servers.map(({ image, tag }) => ({ pair, client, image, tag }));
    });
  });
}

function serversOf(system: System, pair: ClientServer) {
  return system.facts('image').flatMap((image) => {
    if (!pair.image.test(image.repository) || image.variable || isAside(image.file)) return [];
    const numbers = image.tag === null ? null : numbersOf(image.tag);
    return numbers && image.tag !== null ? [{ image, tag: image.tag, numbers }] : [];
  });
}

function clientsOf(system: System, { clients }: ClientServer): readonly Client[] {
  const locked = lockedTrees(system).flatMap(({ asks, lockfile }) =>
    asks.flatMap(({ name, answer, path, line }) =>
      answer && clients[lockfile.ecosystem]?.test(name) === true
        ? [{ name, version: answer.version, at: { path, line } }]
        : [],
    ),
  );
  const answered = new Set(lockedTrees(system).flatMap(({ manifests }) => [...manifests.values()]));
  const pinned = system.facts('requirement').flatMap(({ name, specifier, ecosystem, file, line }) => {
    const own = system.files.get(file);
    if (clients[ecosystem]?.test(name) !== true || !own || answered.has(own)) return [];
    if (own.facts.some(({ kind }) => kind === 'lockfile') || /[\^~<>*|, ]/.test(specifier)) return [];
    const version = lowestOf(specifier, ecosystem);
    return version === undefined ? [] : [{ name, version, at: { path: file, line } }];
  });
  return [...locked, ...pinned].filter(({ at }) => !isAside(at.path));
}

function problemOf(skews: readonly [Skew, ...Skew[]]): Problem {
  const [{ pair, client, image, tag }] = skews;
  const server: Text = [pair.server];
  return {
    subject: client.name,
    identity: [pair.server, client.name, image.file],
    severity: pair.tools ? 'medium' : 'high',
    confidence: 'likely',
    title: text`${code(client.name)} is at ${code(client.version)} and the ${server} image in ${code(image.file)} at ${code(tag)}`,
    assumption: text`Assumes that ${code(client.name)} ${code(client.version)} works with ${server} ${code(tag)}.`,
    detail: ['They fitted before this change.'],
    verify: text`Look ${code(client.version)} and ${code(tag)} up on the compatibility page of ${server}, and run a test that talks to it.`,
    at: placeOf(image),
    related: [{ ...client.at, side: 'head', note: text`${code(client.name)} at ${code(client.version)}` }],
  };
}
