import type { ConfigKey, ConfigSource } from '../../system/app-config-facts.ts';
import type { Fact } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { nameOf } from '../paths.ts';
import { placeholderReads } from '../placeholders.ts';
import { propertiesDocuments } from './properties.ts';
import { yamlDocuments } from './yaml.ts';

/** A key with its value as text; `computed` where the text has placeholders or stands in a list. */
export interface Setting {
  readonly key: string;
  readonly line: number;
  /** null: a list, an empty map, or nothing */
  readonly text: string | null;
}

/** Keys that each document gives, and what their values ask for. */
export function readSpringConfig({ path, text }: SourceFile): Reading {
  const documents = path.endsWith('.properties') ? propertiesDocuments(text) : yamlDocuments(text);
  const ofFile = /^(?:application|bootstrap)-([\w.-]+)\.\w+$/.exec(nameOf(path))?.[1];
  const facts = documents.flatMap((settings): readonly Fact[] => {
    const profile = ofFile ?? profileOf(settings);
    return settings.flatMap((setting) => factsOf(setting, profile));
  });
  return { facts: facts.toSorted((a, b) => a.line - b.line) };
}

const activations = ['spring.config.activate.on-profile', 'spring.profiles', 'micronaut.environments'];

function profileOf(settings: readonly Setting[]): string | undefined {
  return settings.find(({ key, text }) => activations.includes(key) && text !== null)?.text ?? undefined;
}

function factsOf(setting: Setting, profile: string | undefined): readonly Fact[] {
  // Quarkus: `%dev.quarkus.http.port`.
  const [, own = profile, key = setting.key] = /^%([\w,-]+)\.(.+)$/.exec(setting.key) ?? [];
  const { line, text } = setting;
  const isPlain = text !== null && !text.includes('${') && !text.includes('@');
  const fact: ConfigKey = {
    kind: 'config-key',
    family: 'jvm',
    key,
    line,
    ...(own === undefined ? {} : { profile: own }),
    ...(isPlain ? { value: shapeOf(text) } : {}),
  };
  const reads = text === null ? [] : placeholderReads(text, () => line, 'placeholder');
  return [fact, ...reads, ...sourcesOf(key, text, line)];
}

/** `spring.config.import: configserver:http://…`; files beside it are read or named elsewhere. */
function sourcesOf(key: string, text: string | null, line: number): readonly ConfigSource[] {
  const source = (name: string): ConfigSource => ({ kind: 'config-source', family: 'jvm', name, line });
  if (/^spring\.config\.(?:import|additional-location|location|name)$/.test(key))
    return (text ?? '').split(',').flatMap((each) => {
      const from = each.trim().replace(/^optional:/, '');
      if (from === '' || /\.env(?:\[\.properties\])?$/.test(from)) return [];
      const scheme = /^([a-z][a-z-]+):/.exec(from)?.[1] ?? 'import';
      return /^(?:classpath|file)$/.test(scheme) && /\/?application[\w-]*\.(?:ya?ml|properties)$/.test(from)
        ? []
        : [source(scheme)];
    });
  const store =
    /^(?:spring\.cloud\.(config|vault|consul|kubernetes\.config|aws|azure|gcp)|(consul|vault))\b/.exec(key);
  return store ? [source(store[1] ?? store[2] ?? '')] : [];
}
