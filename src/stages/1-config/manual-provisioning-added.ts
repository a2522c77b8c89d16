import { isCodePath, isProsePath, isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Store, StoreEntry } from '../../system/facts.ts';
import { isSecretName } from '../../system/secret-names.ts';
import { isShared, tellingPart } from '../../system/store-entries.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { codeReads } from '../../system/variables.ts';
import type { ChangeRule, Problem } from '../rule.ts';

const storeNames: Readonly<Record<Store, string>> = {
  'aws-ssm': 'the AWS parameter store',
  'aws-secrets-manager': 'AWS Secrets Manager',
  'gcp-secret-manager': 'Google Secret Manager',
  'azure-key-vault': 'Azure Key Vault',
  vault: 'Vault',
  'external-secrets': 'the external secret store',
  cloudflare: 'the secrets of the Cloudflare Worker',
  fly: 'the secrets of the Fly app',
  heroku: 'the config vars of the Heroku app',
  render: 'the Render dashboard',
  dashboard: "the platform's dashboard",
};

/** Something must exist outside of the repository that nobody had to create before. */
export const manualProvisioningAdded: ChangeRule = {
  kind: 'change',
  id: 'manual-provisioning-added',
  stage: 'config',
  severity: 'high',
  summary: 'A value must be created by hand before this can be deployed',
  assumption: 'Assumes that somebody creates the value in its store before the deployment.',
  verify: 'Look the entry up in the store of each environment, for example with `aws ssm get-parameter`.',
  explanation: `Looks at what manifests expect of stores outside of the repository: \`secrets[].valueFrom\` of ECS,
\`\${ssm:…}\` and \`{{resolve:…}}\`, data blocks of Terraform, ExternalSecret references, \`sync: false\` on Render, required
secrets of Workers, required config vars of Heroku. It fires when a change names an entry that base did not name, one
finding for each file, unit and store.

It stays silent when something in the repository creates the entry (a resource of Terraform or CloudFormation, or code
that names it), when base named the entry anywhere, when the unit starts without it or all code
that reads the variable has a default or a test for it, and in tests and examples. What Render and Fly list is only taken
for needed where code fails without it or its name is a secret's.

Severity: high. Medium where the whole file is new, for then it is part of setting the thing up, and where the name has
placeholders, so that it may exist already.`,
  check: (change) => {
    const groups = new Map<string, Located<StoreEntry>[]>();
    for (const entry of newEntries(change)) {
      const key = `${entry.file}\0${entry.store}\0${entry.unit ?? ''}`;
      const known = groups.get(key);
      if (known) known.push(entry);
      else groups.set(key, [entry]);
    }
    return [...groups.values()].flatMap((group) => problemOf(change, group));
  },
};

function newEntries({ base, head }: Change): readonly Located<StoreEntry>[] {
  const before = new Set(needed(base).map(keyOf));
  const created = head.facts('store-entry').filter(({ role }) => role === 'created');
  const seen = new Set<string>();
  return needed(head).filter((entry) => {
    const key = keyOf(entry);
    if (entry.optional || isTestPath(entry.file) || before.has(key) || seen.has(key)) return false;
    seen.add(key);
    if (isTolerated(head, entry)) return false;
    return !isShared(entry.store) || !isKnown(base, head, created, entry);
  });
}

/** Platforms that deploy and start without the value: their files list what people may set. */
const lenient: readonly Store[] = ['render', 'fly', 'dashboard'];

/** All code that reads the variable does without it; or nothing says that anything needs it. */
function isTolerated(head: System, { variable, store }: StoreEntry): boolean {
  const reads = variable === undefined ? [] : (codeReads(head).get(variable) ?? []);
  if (reads.some(({ strength }) => strength === 'required')) return false;
  return reads.length > 0 || (lenient.includes(store) && !isSecretName(variable ?? ''));
}

function needed(system: System): readonly Located<StoreEntry>[] {
  return system.facts('store-entry').filter(({ role }) => role === 'needed');
}

/** An entry of an application's own page belongs to the unit; any other serves whoever names it. */
function keyOf({ store, entry, unit = '' }: StoreEntry): string {
  const name = entry.replace(/^\//, '').replace(/\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[^<>]*>/g, '*');
  return isShared(store) ? `${store}\0${name}` : `${store}\0${name}\0${unit}`;
}

/** Something makes it, or it was named before: by another unit, a script, a program. */
function isKnown(
  base: System,
  head: System,
  created: readonly Located<StoreEntry>[],
  entry: Located<StoreEntry>,
): boolean {
  const part = tellingPart(entry);
  const name = keyOf(entry);
  if (created.some((other) => keyOf(other) === name || (part !== '' && other.entry.endsWith(part))))
    return true;
  if (part === '') return entry.variableName === true;
  if (base.mentions('store-entry', part).some(({ path }) => !isProsePath(path))) return true;
  return head.mentions('store-entry', part).some(({ path }) => isCodePath(path) && path !== entry.file);
}

function problemOf({ base, files }: Change, group: readonly Located<StoreEntry>[]): readonly Problem[] {
  const [first] = group;
  if (!first) return [];
  const names = [...new Set(group.map(({ entry }) => entry))];
  const pattern = group.every(({ variableName }) => variableName === true);
  const origin = files.find(({ path }) => path === first.file)?.from ?? first.file;
  const fresh = !base.tree.has(origin);
  const place: Text = [storeNames[first.store]];
  const who = first.unit === undefined ? text`${code(first.file)}` : text`${code(first.unit)}`;
  const confidence = pattern ? 'possible' : 'likely';
  return [
    {
      subject: names[0] ?? '',
      ...(names.length > 1 ? { alsoAbout: names.slice(1) } : {}),
      identity: [first.store, first.unit ?? first.file, ...names.toSorted()],
      severity: fresh || pattern ? 'medium' : 'high',
      confidence,
      title: text`${who} needs ${list(names, 3)} in ${place}, and nothing in the repository creates ${names.length === 1 ? ['it'] : ['them']}`,
      assumption:
        confidence === 'possible'
          ? text`Assumes ${list(names, 3)} ${names.length === 1 ? ['is'] : ['are']} in ${place} for every environment; is that so?`
          : text`Assumes somebody creates ${list(names, 3)} in ${place} before this is deployed`,
      ...(names.length > 3 ? { detail: text`All of them: ${list(names, 20)}.` } : {}),
      verify: howToVerify(first),
      at: { path: first.file, line: first.line },
    },
  ];
}

function howToVerify({ store, entry }: StoreEntry): Text {
  switch (store) {
    case 'aws-ssm':
      return text`Run ${code(`aws ssm get-parameter --name ${entry} --query Parameter.Name`)} with the account of each environment`;
    case 'aws-secrets-manager':
      return text`Run ${code(`aws secretsmanager describe-secret --secret-id ${entry}`)} with the account of each environment`;
    case 'gcp-secret-manager':
      return text`Run ${code(`gcloud secrets versions list ${entry}`)} in the project of each environment`;
    case 'cloudflare':
      return text`Run ${code('wrangler secret list')} for each environment`;
    case 'fly':
      return text`Run ${code('fly secrets list')} for each app`;
    case 'heroku':
      return text`Run ${code('heroku config')} for each app and look for the name`;
    case 'azure-key-vault':
    case 'vault':
    case 'external-secrets':
    case 'render':
    case 'dashboard':
      return text`Look ${code(entry)} up in ${[storeNames[store]]}, for each environment`;
  }
}
