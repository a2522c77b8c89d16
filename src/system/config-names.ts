import type { ConfigFamily, ConfigKey, ConfigRead } from './app-config-facts.ts';

/** Keys that a framework has defaults for, or that the process itself gives. */
const provided: Readonly<Record<ConfigFamily, RegExp>> = {
  jvm: /^(?:spring|server|management|logging|eureka|feign|ribbon|zuul|hystrix|resilience4j|springdoc|quarkus|micronaut|ktor|akka|pekko|play|mp|smallrye|camel|java|javax|jakarta|user|os|file|path|line|sun|jdk|awt|local|random|vcap|info|debug|trace|test|project|build|git|dubbo|mybatis|arthas|nacos|seata)(?:[.-]|$)/i,
  dotnet:
    /^(?:Logging|Kestrel|AllowedHosts|ASPNETCORE|DOTNET|urls|contentRoot|environment|applicationName|Serilog|https?_ports?|services|HOSTNAME|WEBSITE|APPLICATIONINSIGHTS)(?:[:_]|$)/i,
  laravel: /^$/,
};

/** Whether nothing in a repository needs to give the key. */
export function isProvidedKey({ family, key }: Pick<ConfigKey, 'family' | 'key'>): boolean {
  return provided[family].test(key);
}

/** The key as all spellings of it come out that the family takes for one. */
export function canonicalKey(family: ConfigFamily, key: string): string {
  if (family === 'laravel') return key;
  return family === 'dotnet' ? key.toLowerCase() : key.replace(/[-_]/g, '').toLowerCase();
}

/** What stands between the parts of a key. */
export function separatorOf(family: ConfigFamily): string {
  return family === 'dotnet' ? ':' : '.';
}

/**
 * Variables that override a key. Spring drops dashes and MicroProfile turns them into `_`; a part written as
 * `timeoutMs` is `timeout-ms` only where a class is bound, not in a plain `@Value`.
 */
export function variablesFor({
  family,
  key,
  relaxed,
}: Pick<ConfigRead, 'family' | 'key' | 'relaxed'>): readonly string[] {
  if (family === 'laravel') return [];
  if (family === 'dotnet') return [key.replaceAll(':', '__')];
  const dashed = relaxed ? key.replace(/([a-z0-9])([A-Z])/g, '$1-$2') : key;
  const forms = [dashed.replaceAll('-', ''), dashed.replaceAll('-', '_')];
  return [...new Set(forms.map((form) => form.replaceAll('.', '_').toUpperCase()))];
}

/** Whether a variable of that name overrides the key, whatever prefix the application was told to drop. */
export function overrides(variable: string, read: Pick<ConfigRead, 'family' | 'key' | 'relaxed'>): boolean {
  const [first = '', second = first] = variablesFor(read);
  if (first === '') return false;
  if (read.family === 'jvm') return variable === first || variable === second;
  const own = variable.toLowerCase();
  return own === first.toLowerCase() || own.endsWith(`_${first.toLowerCase()}`);
}

/** Names to look for when such a fact came or went: the key as it is written and the variables that override it. */
export function namesOf(fact: ConfigKey | ConfigRead): readonly string[] {
  if (isProvidedKey(fact) || !fact.key.includes(separatorOf(fact.family))) return [];
  // `-Dpayment.timeout=3` on the command line of a process.
  const asProperty = fact.family === 'jvm' ? [`D${fact.key}`] : [];
  return [fact.key, ...asProperty, ...variablesFor({ ...fact, relaxed: true })];
}
