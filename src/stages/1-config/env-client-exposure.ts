import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Declaration, Read } from '../../system/facts.ts';
import { isShownToClients, withoutPublicPrefix } from '../../system/inlined-names.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { codeReads, declarationsOf } from '../../system/variables.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** A name that sounds like a secret goes into what browsers load, or browser code reads what only a server has. */
export const envClientExposure: ChangeRule = {
  kind: 'change',
  id: 'env-client-exposure',
  stage: 'config',
  severity: 'critical',
  summary: 'A secret gets a name that browsers see, or browser code reads a name that only servers have',
  assumption: 'Assumes that the value may be shown to every visitor.',
  verify: 'Search the built bundle for the name and for the value.',
  explanation: `Looks at names that are new at head. A prefix such as \`NEXT_PUBLIC_\` or \`VITE_\` makes a framework write
the value into the code that browsers load. It fires when the rest of the name ends like a secret (\`SECRET\`, \`PASSWORD\`,
\`PRIVATE_KEY\`, \`SERVICE_ROLE_KEY\`), and as a question for words that are used for public identifiers too (\`TOKEN\`,
\`API_KEY\`); keys that their vendors mean to be public (Maps, Firebase, PostHog, Mapbox) are left alone. When base had the
same name without the prefix, it is certain that a value changes sides.

The other way round: a file with \`'use client'\` newly reads a variable without such a prefix. In a browser that is
always undefined, unless the configuration of the build defines it.`,
  check: (change) => [...shown(change), ...unseen(change)],
};

type Use = Located<Read> | Located<Declaration>;

/** Names with a public prefix that no file of base has. */
function shown(change: Change): readonly Problem[] {
  const uses = new Map<string, Use>();
  for (const fact of [...change.head.facts('read'), ...change.head.facts('declaration')]) {
    if (!isShownToClients(fact.name) || isTestPath(fact.file) || isPrefix(fact)) continue;
    const known = uses.get(fact.name);
    if (!known || (known.kind === 'declaration' && fact.kind === 'read')) uses.set(fact.name, fact);
  }
  return [...uses.values()].flatMap((use) => {
    const secret = secretness(use.name);
    if (secret === undefined || isKnown(change.base, use.name)) return [];
    return [shownProblem(change, use, secret)];
  });
}

function shownProblem({ base, head }: Change, use: Use, secret: Confidence): Problem {
  const { name } = use;
  const bare = withoutPublicPrefix(name);
  const before = named(base, bare)[0];
  // Where both names stay, the public one is usually meant for something else.
  const moved = before !== undefined && named(head, bare).length === 0;
  const confidence: Confidence = moved ? 'certain' : secret;
  const severity: Severity = confidence === 'possible' ? 'medium' : 'critical';
  return {
    subject: name,
    ...(moved ? { alsoAbout: [bare] } : {}),
    identity: ['shown', name],
    severity,
    confidence,
    title: moved
      ? text`${code(bare)} becomes ${code(name)}, which every visitor can see`
      : text`${code(name)} sounds like a secret and is put into what browsers load`,
    assumption:
      confidence === 'possible'
        ? text`Assumes the value of ${code(name)} is meant to be public; is it?`
        : text`Assumes the value of ${code(name)} may be shown to every visitor`,
    verify: text`Build, search the bundle for the value of ${code(name)}, and ask its vendor whether that kind of key is public`,
    at: placeOf(use),
    ...(moved ? { atBase: placeOf(before) } : {}),
  };
}

function named(system: System, name: string): readonly Use[] {
  return [...(codeReads(system).get(name) ?? []), ...declarationsOf(system, name)];
}

function isKnown(base: System, name: string): boolean {
  return (
    named(base, name).length > 0 ||
    base.facts('read').some((read) => read.name === name) ||
    base.mentions('variable', name).length > 0
  );
}

function isPrefix(fact: Use): boolean {
  return fact.kind === 'read' && fact.strength === 'prefix';
}

/** Identifiers that are made to be seen. */
const meantToBeSeen =
  /(?:^|_)(?:PUBLIC|PUBLISHABLE|PK|ANON|SITE|SITEKEY|CLIENT|BROWSER|FRONTEND|MAPS?|MAPBOX|MAPTILER|CESIUM|FIREBASE|GOOGLE|GTM|GA|RECAPTCHA|HCAPTCHA|TURNSTILE|POSTHOG|SEGMENT|AMPLITUDE|MIXPANEL|HEAP|SENTRY|BUGSNAG|ROLLBAR|LOGROCKET|DATADOG|DD|RUM|ALGOLIA|SEARCH|INTERCOM|CRISP|CHATWOOT|PLAIN|HOTJAR|CLARITY|PLAUSIBLE|UMAMI|STATSIG|LAUNCHDARKLY|GROWTHBOOK|UNLEASH|FLAGSMITH|PADDLE|PUSHER|ABLY|VAPID|WALLETCONNECT|ALCHEMY|INFURA|ETHERSCAN|COINGECKO|GIPHY|UNSPLASH|TINYMCE|CKEDITOR|SANITY|STORYBLOK|CONTENTFUL|DEMO|EXAMPLE|TEST|MOCK|DEV|CSRF|XSRF|ADDRESS|CONTRACT|ERC20|MINT)(?:_|$)/;

function secretness(name: string): Confidence | undefined {
  const rest = withoutPublicPrefix(name);
  if (
    /(?:^|_)(?:SECRET|SECRET_KEY|SECRET_ACCESS_KEY|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|SERVICE_ROLE_KEY|CREDENTIALS|ENCRYPTION_KEY|SIGNING_KEY|DATABASE_URL|CONNECTION_STRING)$/.test(
      rest,
    )
  )
    return /(?:^|_)(?:DEMO|EXAMPLE|TEST|MOCK|DEV)(?:_|$)/.test(rest) ? undefined : 'likely';
  if (!/(?:^|_)(?:TOKEN|API_KEY|APIKEY|ACCESS_KEY|AUTH_KEY|ADMIN_KEY)$/.test(rest)) return undefined;
  return meantToBeSeen.test(rest) ? undefined : 'possible';
}

/** Reads in files for browsers that no bundler fills in. */
function unseen({ base, head }: Change): readonly Problem[] {
  const before = new Set(clientReads(base).map(keyOf));
  const seen = new Set<string>();
  return clientReads(head).flatMap((read): readonly Problem[] => {
    const { name, file } = read;
    if (before.has(keyOf(read)) || seen.has(keyOf(read)) || definesIt(head, name)) return [];
    seen.add(keyOf(read));
    return [
      {
        subject: name,
        identity: ['unseen', name, file],
        severity: read.strength === 'required' ? 'high' : 'medium',
        confidence: 'likely',
        title: text`${code(file)} runs in a browser and reads ${code(name)}, which only a server has`,
        assumption: text`Assumes the build puts ${code(name)} into the code that browsers load`,
        verify: text`Open the page and look for the value, or search the built bundle for it`,
        at: placeOf(read),
      },
    ];
  });
}

function clientReads(system: System): readonly Located<Read>[] {
  return system
    .facts('read')
    .filter(
      ({ client, name, strength, file }) =>
        client === true &&
        strength !== 'prefix' &&
        strength !== 'guarded' &&
        /^[A-Z][A-Z0-9_]*$/.test(name) &&
        !isShownToClients(name) &&
        !system.isProvided(name) &&
        !isTestPath(file),
    );
}

function keyOf({ name, file }: Located<Read>): string {
  return `${name}\0${file}`;
}

/** `env: { X: … }` in `next.config.js`, `DefinePlugin` and their like name it. */
function definesIt(system: System, name: string): boolean {
  return [...system.facts('read'), ...system.facts('declaration')].some(
    (fact) => fact.name === name && /(?:^|\/)[\w-]+\.config\.[cm]?[jt]s$/.test(fact.file),
  );
}
