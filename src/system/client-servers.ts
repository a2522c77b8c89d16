/** A server, and the packages that talk to it in its own language. */
export interface ClientServer {
  readonly server: string;
  /** of the image, as files name it */
  readonly image: RegExp;
  /** by ecosystem; their own versions follow the server's */
  readonly clients: Readonly<Record<string, RegExp>>;
  /** whether a client of one version can work with a server of the other */
  readonly fits: (client: Numbers, server: Numbers) => boolean;
  /** only builds and tests meet it */
  readonly tools?: true;
}

export type Numbers = readonly [major: number, minor: number];

const sameMajor = ([a]: Numbers, [b]: Numbers): boolean => a === b;
const sameMinor = (a: Numbers, b: Numbers): boolean => a[0] === b[0] && a[1] === b[1];

/**
 * From what their makers say, among them https://playwright.dev/docs/docker,
 * https://www.elastic.co/guide/en/elasticsearch/client/javascript-api/current/introduction.html and
 * https://github.com/qdrant/qdrant-client (both sides at most one minor version apart).
 */
export const clientServers: readonly ClientServer[] = [
  {
    server: 'Playwright',
    image: /^mcr\.microsoft\.com\/playwright(?:\/(?:python|java|dotnet))?$/,
    clients: {
      npm: /^(?:playwright|playwright-core|@playwright\/test)$/,
      pypi: /^playwright$/,
      maven: /^com\.microsoft\.playwright:playwright$/,
      nuget: /^Microsoft\.Playwright$/i,
    },
    fits: sameMinor,
    tools: true,
  },
  {
    server: 'Elasticsearch',
    image: /^(?:docker\.elastic\.co\/elasticsearch\/)?elasticsearch$|^bitnami\/elasticsearch$/,
    clients: {
      npm: /^@elastic\/elasticsearch$/,
      pypi: /^elasticsearch$/,
      rubygems: /^elasticsearch$/,
      packagist: /^elasticsearch\/elasticsearch$/,
      go: /^github\.com\/elastic\/go-elasticsearch(?:\/v\d+)?$/,
      maven: /^co\.elastic\.clients:elasticsearch-java$/,
    },
    // Clients are compatible with newer servers, not with older ones.
    fits: ([client], [server]) => client <= server,
  },
  {
    server: 'Qdrant',
    image: /^qdrant\/qdrant$/,
    clients: { npm: /^@qdrant\/(?:js-client-rest|js-client-grpc)$/, pypi: /^qdrant-client$/ },
    fits: (client, server) => client[0] === server[0] && Math.abs(client[1] - server[1]) <= 1,
  },
  {
    server: 'Chroma',
    image: /^(?:ghcr\.io\/chroma-core\/chroma|chromadb\/chroma)$/,
    clients: { pypi: /^chromadb(?:-client)?$/ },
    fits: (client, server) => (client[0] === 0 || server[0] === 0 ? sameMinor : sameMajor)(client, server),
  },
  {
    server: 'Puppeteer',
    image: /^ghcr\.io\/puppeteer\/puppeteer$/,
    clients: { npm: /^puppeteer(?:-core)?$/ },
    fits: sameMajor,
  },
  {
    server: 'Cypress',
    image: /^cypress\/included$/,
    clients: { npm: /^cypress$/ },
    fits: sameMajor,
    tools: true,
  },
  {
    server: 'Flyway',
    image: /^(?:flyway|redgate)\/flyway$/,
    clients: { maven: /^org\.flywaydb:flyway-(?:core|database-[\w-]+)$/ },
    fits: sameMajor,
  },
  {
    server: 'Liquibase',
    image: /^liquibase\/liquibase$|^liquibase$/,
    clients: { maven: /^org\.liquibase:liquibase-core$/ },
    fits: sameMajor,
  },
];

/** `v1.48.0-jammy` → 1.48 */
export function numbersOf(version: string): Numbers | null {
  const found = /^v?(\d{1,4})(?:\.(\d{1,4}))/.exec(version);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

/** Extended regular expression for lines that name an image of any of the servers. */
export const serverImages =
  'mcr\\.microsoft\\.com/playwright|elasticsearch:v?[0-9]|qdrant/qdrant:|/chroma:|puppeteer/puppeteer:|cypress/included:|/flyway:|liquibase:';

/** Whether a requirement of that name is a client of one of the servers. */
export function isClient(ecosystem: string, name: string): boolean {
  return clientServers.some(({ clients }) => clients[ecosystem]?.test(name) === true);
}

export function isServerImage(repository: string): boolean {
  return clientServers.some(({ image }) => image.test(repository));
}
