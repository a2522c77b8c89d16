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
import { hexModules } from './hex-modules.ts';
import { mavenModules } from './maven-modules.ts';
import { isListedDistribution, pythonModulesOf } from './python-modules.ts';
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
      return [crates[name] ?? name.replaceAll('-', '_')];
    case 'rubygems':
      return [...new Set([name, name.replaceAll('-', '/'), constantOf(name)])];
    case 'packagist':
      return entry?.namespaces ?? [];
    case 'maven':
      return mavenModules(name).modules;
    case 'hex':
      return hexModules(name).modules;
    case 'nuget':
      return namespacesOf(name);
    case 'go':
    default:
      return [name];
  }
}

/** Whether code can import the package under no other name than those: that it found nothing means that there is nothing. */
export function isKnownModule(ecosystem: Ecosystem, name: string): boolean {
  if (ecosystem === 'pypi') return isListedDistribution(name);
  if (ecosystem === 'maven') return mavenModules(name).certain;
  if (ecosystem === 'hex') return hexModules(name).certain;
  return ['npm', 'go', 'cargo', 'packagist', 'pub'].includes(ecosystem);
}

/** Crates whose library has another name. */
const crates: Readonly<Record<string, string>> = {
  'md-5': 'md5',
  'sha-1': 'sha1',
  'rust-ini': 'ini',
  'rust-s3': 's3',
};

/** An id of NuGet is mostly the namespace; parts that say what it is joined with are not. */
function namespacesOf(id: string): readonly string[] {
  const aws = /^AWSSDK\.(.+)$/.exec(id)?.[1];
  if (aws !== undefined) return [`Amazon.${aws}`];
  const ef = /^(?:Microsoft\.EntityFrameworkCore|Npgsql\.EntityFrameworkCore)\b/.test(id);
  if (ef) return ['Microsoft.EntityFrameworkCore', ...(id.startsWith('Npgsql') ? ['Npgsql'] : [])];
  const joined =
    /^(Serilog|FluentValidation|AutoMapper|MediatR|Hangfire|Quartz|NLog|Polly)\.(?:AspNetCore|Extensions|Sinks|Settings)\b/.exec(
      id,
    )?.[1];
  if (joined !== undefined) return [joined];
  return [{ xunit: 'Xunit', NUnit: 'NUnit.Framework', 'Grpc.AspNetCore': 'Grpc' }[id] ?? id];
}

/** Gems whose constant is not their name in camel case. */
const constants: Readonly<Record<string, string>> = {
  actionpack: 'ActionController',
  activejob: 'ActiveJob',
  activemodel: 'ActiveModel',
  activerecord: 'ActiveRecord',
  activestorage: 'ActiveStorage',
  activesupport: 'ActiveSupport',
  bcrypt: 'BCrypt',
  datadog: 'Datadog',
  ddtrace: 'Datadog',
  factory_bot_rails: 'FactoryBot',
  hashie: 'Hashie',
  http: 'HTTP',
  httparty: 'HTTParty',
  'launchdarkly-server-sdk': 'LaunchDarkly',
  msgpack: 'MessagePack',
  newrelic_rpm: 'NewRelic',
  oauth: 'OAuth',
  oauth2: 'OAuth2',
  omniauth: 'OmniAuth',
  'opensearch-ruby': 'OpenSearch',
  openid_connect: 'OpenIDConnect',
  'opentelemetry-api': 'OpenTelemetry',
  'opentelemetry-sdk': 'OpenTelemetry',
  'rest-client': 'RestClient',
  rotp: 'ROTP',
  rspec: 'RSpec',
  'rspec-core': 'RSpec',
  'rspec-rails': 'RSpec',
  rubocop: 'RuboCop',
  'ruby-openai': 'OpenAI',
  simplecov: 'SimpleCov',
  sqlite3: 'SQLite3',
  'statsd-instrument': 'StatsD',
  vcr: 'VCR',
  webauthn: 'WebAuthn',
  webmock: 'WebMock',
  xmlrpc: 'XMLRPC',
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
  // `aws-sdk-sqs` is `Aws::SQS`, and most others are one word.
  const aws = /^aws-sdk-([a-z0-9]+)$/.exec(gem)?.[1];
  if (aws !== undefined && !Object.hasOwn(constants, gem))
    return `Aws::${aws.length < 4 ? aws.toUpperCase() : camel(aws)}`;
  return Object.hasOwn(constants, gem) ? (constants[gem] ?? '') : camel(gem);
}

/** `active_job-uniqueness` is `ActiveJob::Uniqueness`. */
function camel(name: string): string {
  return name
    .split('-')
    .map((part) => part.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))
    .join('::');
}
