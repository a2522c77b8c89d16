import type { Ecosystem, Package } from '../facts.ts';
import {
  csharpImports,
  dartImports,
  elixirImports,
  goImports,
  jvmImports,
  phpImports,
  rustImports,
} from './compiled-imports.ts';
import type { ImportLanguage } from './import-language.ts';
import { javascriptImports } from './javascript-imports.ts';
import { pythonImports } from './python-imports.ts';
import { pythonModulesOf } from './python-modules.ts';
import { rubyImports } from './ruby-imports.ts';

const languages: Readonly<Record<string, ImportLanguage>> = {
  npm: javascriptImports,
  pypi: pythonImports,
  go: goImports,
  cargo: rustImports,
  rubygems: rubyImports,
  packagist: phpImports,
  maven: jvmImports,
  nuget: csharpImports,
  hex: elixirImports,
  pub: dartImports,
};

/** The language in which packages of an ecosystem are used; undefined where imports are not looked for. */
export function languageOf(ecosystem: Ecosystem): ImportLanguage | undefined {
  return Object.hasOwn(languages, ecosystem) ? languages[ecosystem] : undefined;
}

/** Names under which code imports a package; empty when they cannot be told. */
export function modulesOf(ecosystem: Ecosystem, name: string, entry?: Package): readonly string[] {
  switch (ecosystem) {
    case 'npm':
      return name.startsWith('@types/') ? [] : [name];
    case 'pypi':
      return pythonModulesOf(name);
    case 'cargo':
      return [name.replaceAll('-', '_')];
    case 'rubygems':
      return [...new Set([name, name.replaceAll('-', '/'), constantOf(name)])];
    case 'packagist':
      return entry?.namespaces ?? [];
    case 'maven':
      return groupOf(name);
    case 'hex':
      return [camel(name, '.')];
    case 'go':
    case 'nuget':
    default:
      return [name];
  }
}

/** Gems whose constant is not their name in camel case. */
const constants: Readonly<Record<string, string>> = {
  pg: 'PG',
  'aws-sdk-s3': 'Aws::S3',
  'aws-sdk-core': 'Aws',
  jwt: 'JWT',
  rqrcode: 'RQRCode',
  mysql2: 'Mysql2',
  hexapdf: 'HexaPDF',
  graphql: 'GraphQL',
  rack: 'Rack',
  rails: 'Rails',
  'ruby-vips': 'Vips',
  rubyzip: 'Zip',
  'sentry-ruby': 'Sentry',
  nokogiri: 'Nokogiri',
};

function constantOf(gem: string): string {
  return Object.hasOwn(constants, gem) ? (constants[gem] ?? '') : camel(gem, '::');
}

/** `active_job-uniqueness` is `ActiveJob::Uniqueness`. */
function camel(name: string, separator: string): string {
  return name
    .split('-')
    .map((part) => part.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))
    .join(separator);
}

/** The group of a Maven artifact is mostly the Java package, too; one without a dot is not. */
function groupOf(name: string): readonly string[] {
  const [group = '', artifact = ''] = name.split(':');
  // Plugins run in the build and are no business of code.
  if (!/^[a-z][\w]*(?:\.[\w-]+)+$/.test(group) || /[-.]plugin$|^maven-/.test(artifact)) return [];
  const below = artifact.replace(/^spring-/, '').replaceAll('-', '.');
  // Many artifacts of one group each have a package of their own.
  return group === 'org.springframework' ? [`${group}.${below}`] : [group.replaceAll('-', '_')];
}
