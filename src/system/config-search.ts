import { isProvidedKey } from './config-names.ts';
import type { Subjects } from './subjects.ts';
import type { Located } from './system.ts';

const most = 200;

/** Files of these formats give the keys of an application; a question about one needs all of them. */
export const configFormats = ['spring-config', 'hocon', 'appsettings'];

/** Endings of files that bind keys to code, or pass them on; the files that give keys are read whole. */
export const configEndings = [
  '.java',
  '.kt',
  '.kts',
  '.groovy',
  '.scala',
  '.cs',
  '.fs',
  '.vb',
  '.php',
  '.yaml',
  '.yml',
  '.xml',
];

/** Whether the change asks for or gives keys, or moves a variable that may override one. */
export function isAboutKeys({ kinds }: Subjects): boolean {
  return kinds.has('config-key') || kinds.has('config-read') || kinds.has('declaration');
}

/** Laravel's configuration files of which a key is in play. */
export function laravelFiles({ added, removed }: Subjects): ReadonlySet<string> {
  const names = new Set<string>();
  for (const fact of [...added, ...removed])
    if ((fact.kind === 'config-read' || fact.kind === 'config-key') && fact.family === 'laravel')
      names.add(fact.key.slice(0, Math.max(fact.key.indexOf('.'), 0)));
  names.delete('');
  return names;
}

/** Whether a path is one of those files. */
export function isLaravelFile(path: string, names: ReadonlySet<string>): boolean {
  const name = names.size > 0 ? /(?:^|\/)config\/([\w-]+)\.php$/.exec(path)?.[1] : undefined;
  return name !== undefined && names.has(name);
}

/**
 * Extended regular expressions for the other ends of keys and variables that are spelled in another way
 * there: `payment.timeout-ms` behind PAYMENT_TIMEOUT_MS, a class that is bound to `payment`.
 */
export function configPatterns({ added, removed }: Subjects): readonly string[] {
  const moved = [...added, ...removed];
  const patterns = new Set(moved.flatMap(ofVariable));
  const sections = new Set<string>();
  let dotnet = false;
  for (const fact of moved) {
    if (fact.kind !== 'config-key' && fact.kind !== 'config-read') continue;
    dotnet ||= fact.family === 'dotnet';
    if (fact.kind !== 'config-key' || isProvidedKey(fact)) continue;
    const at = fact.key.lastIndexOf(fact.family === 'dotnet' ? ':' : '.');
    if (at > 0 && fact.family !== 'laravel') sections.add(fact.key.slice(0, at));
    const connection = /^ConnectionStrings:([\w-]+)$/i.exec(fact.key)?.[1];
    if (connection !== undefined) patterns.add(`GetConnectionString\\("${connection}"`);
  }
  const names = [...sections].filter((name) => /^[\w.:-]+$/.test(name)).slice(0, most);
  for (const name of names)
    patterns.add(
      `(ConfigurationProperties|ConfigMapping|Section|const string [A-Za-z]+).*"${name.replaceAll('.', '\\.')}"`,
    );
  // What gives keys besides the files: with it nothing can be said about a key that is in none of them.
  if (dotnet)
    patterns.add(
      '\\.Add(AzureKeyVault|AzureAppConfiguration|SystemsManager|SecretsManager|Consul|Vault|JsonFile)\\(',
    );
  return [...patterns].slice(0, most);
}

function ofVariable(fact: Located): readonly string[] {
  if (fact.kind !== 'declaration' || fact.phase !== 'run') return [];
  if (fact.name.includes('__')) return ofDotnet(fact.name);
  const parts = fact.name.toLowerCase().split('_');
  if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(fact.name) || parts.length > 8) return [];
  const [first = '', ...rest] = parts;
  return [
    `["{]${first}${rest.map((part) => `[.-]?[${part[0]?.toUpperCase()}${part[0]}]${part.slice(1)}`).join('')}["}:]`,
  ];
}

/** `Payment__Url` is `Payment:Url`, a member of a class that is bound to `Payment`, or a connection string. */
function ofDotnet(name: string): readonly string[] {
  const parts = name.split('__');
  if (!parts.every((part) => /^\w+$/.test(part))) return [];
  const section = parts.slice(0, -1).join(':');
  const own = section === 'ConnectionStrings' ? [`GetConnectionString\\("${parts.at(-1) ?? ''}"`] : [];
  return [`"${parts.join(':')}"`, `(Section|const string [A-Za-z]+).*"${section}"`, ...own];
}
