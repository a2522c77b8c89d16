import { appsettings } from '../../src/formats/appsettings/format.ts';
import { hocon } from '../../src/formats/hocon/format.ts';
import { springConfig } from '../../src/formats/spring-config/format.ts';
import { outcomeOf } from '../support/code-facts.ts';
import { configFactsOf } from '../support/config-facts.ts';

const yaml = (text: string, name = 'application.yml') =>
  configFactsOf(springConfig, `src/main/resources/${name}`, text);
const properties = (text: string, name = 'application.properties') => yaml(text, name);

describe('spring-config: YAML', () => {
  test.each([
    ['nested', 'pay:\n  timeout: 3\n  url: http://pay\n', 'key pay.timeout, key pay.url'],
    ['dotted', 'pay.timeout: 3\n', 'key pay.timeout'],
    [
      'lists',
      'pay:\n  hosts:\n    - a\n    - b\n  routes:\n    - uri: x\n',
      'key pay.hosts, key pay.routes, key pay.routes.uri',
    ],
    [
      'variables',
      'a:\n  b: ${A_B}\n  c: ${A_C:x}\n  d: http://${A_D:localhost}:${A_E}\n',
      'key a.b, required A_B, key a.c, defaulted A_C=, key a.d, defaulted A_D=, required A_E',
    ],
    ['keys', 'a:\n  b: ${pay.timeout}\n', 'key a.b, required pay.timeout'],
    [
      'what a build fills in',
      'a:\n  version: @project.version@\n  name: ${name}\n',
      'key a.version, key a.name',
    ],
    [
      'documents',
      'a: 1\n---\nspring:\n  config:\n    activate:\n      on-profile: prod\nb: 2\n',
      'key a, key spring.config.activate.on-profile@prod, key b@prod',
    ],
    [
      'config server',
      'spring:\n  config:\n    import: optional:configserver:http://config:8888\n',
      'key spring.config.import, from configserver',
    ],
    ['env file', 'spring.config.import: optional:file:.env[.properties]\n', 'key spring.config.import'],
    ['bracketed', 'a:\n  "[b.c]": 1\n', 'key a.b.c'],
  ])('%s', async (_, text, expected) => {
    expect(await yaml(text)).toBe(expected);
  });

  test('of a profile', async () => {
    expect(await yaml('a: 1\n', 'application-prod.yml')).toBe('key a@prod');
  });

  test('an Argo CD application is none', () => {
    expect(springConfig.recognises?.('apiVersion: argoproj.io/v1alpha1\nkind: Application\n')).toBe(false);
  });
});

describe('spring-config: properties', () => {
  test.each([
    ['separators', 'a.b=1\na.c: 2\na.d 3\na\\:e=4\n# x=1\n! y=1\n', 'key a.b, key a.c, key a.d, key a:e'],
    ['continued', 'a.b=1,\\\n  2\na.c=3\n', 'key a.b, key a.c'],
    ['placeholders', 'a.b=${A_B}\na.c=${A_C:}\n', 'key a.b, required A_B, key a.c, defaulted A_C='],
    [
      'documents',
      'a=1\n#---\nspring.config.activate.on-profile=prod\nb=2\n',
      'key a, key spring.config.activate.on-profile@prod, key b@prod',
    ],
    ['Quarkus profiles', '%dev.quarkus.http.port=8081\n', 'key quarkus.http.port@dev'],
    ['lists', 'a.b[0]=x\na.b[1]=y\n', 'key a.b, key a.b'],
  ])('%s', async (_, text, expected) => {
    expect(await properties(text)).toBe(expected);
  });
});

describe('appsettings', () => {
  const read = (text: string, name = 'appsettings.json') =>
    configFactsOf(appsettings, `src/Api/${name}`, text);
  test.each([
    ['nested, with comments', '{ // x\n "A": { "B": 1, "C": { "D": "x", } } }', 'key A:B, key A:C:D'],
    ['lists', '{ "A": ["x"], "B": [{ "C": 1 }] }', 'key A…, key B…'],
    ['empty', '{ "A": {}, "B": null }', 'key A, key B'],
    ['flat', '{ "A:B": 1, "C__D": 2 }', 'key A:B, key C:D'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  test('of an environment', async () => {
    expect(await read('{ "A": 1 }', 'appsettings.Production.json')).toBe('key A@Production');
  });

  test('variables of a launch profile document names', async () => {
    const text =
      '{ "profiles": { "http": { "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } } } }';
    expect(await read(text, 'Properties/launchSettings.json')).toBe('documented ASPNETCORE_ENVIRONMENT');
  });
});

describe('hocon', () => {
  const read = (text: string) => configFactsOf(hocon, 'src/main/resources/application.conf', text);
  test.each([
    [
      'nested',
      'ktor {\n  deployment {\n    port = 8080\n    port = ${?PORT}\n  }\n}\n',
      'key ktor.deployment.port, key ktor.deployment.port, guarded PORT',
    ],
    ['required', 'db.url = ${DB_URL}\n', 'key db.url, required DB_URL'],
    ['another key', 'a = ${b.c}\n', 'key a'],
    ['lists and comments', 'a = [x, ${?A_B}] # ${C}\n// ${D}\nb: "${E}"\n', 'key a, guarded A_B, key b'],
    ['one line', 'a { b = 1, c = 2 }\n', 'key a.b, key a.c'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('bad input', () => {
  const conflict = 'a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n';
  test.each([
    [springConfig, 'application.yml', conflict, 'merge-conflict'],
    [springConfig, 'application.yml', 'a: [1\nb: 2\n', 'unparsable'],
    [springConfig, 'application.yml', `a: ${'['.repeat(2000)}`, 'too-deep'],
    [springConfig, 'application.yml', 'a: 1\r\nb: ${A_B}\r\n', 'read, config-key, config-key, required A_B'],
    [springConfig, 'application.yml', `a: ${'${'.repeat(20_000)}\n`, 'read, config-key'],
    [springConfig, 'application.properties', conflict, 'merge-conflict'],
    [
      springConfig,
      'application.properties',
      'a=1\r\nb=${A_B}\r\n',
      'read, config-key, config-key, required A_B',
    ],
    [springConfig, 'application.properties', `a=${'\\'.repeat(100_001)}`, 'read'],
    [springConfig, 'application.properties', `\0a=${'x'.repeat(400_000)}`, 'read, config-key'],
    [appsettings, 'appsettings.json', '{ "A": ', 'unparsable'],
    [appsettings, 'appsettings.json', conflict, 'merge-conflict'],
    [appsettings, 'appsettings.json', '{"a":'.repeat(3000), 'unparsable'],
    [appsettings, 'appsettings.json', `${'{"a":'.repeat(900)}1${'}'.repeat(900)}`, 'too-deep'],
    [appsettings, 'appsettings.json', '{\r\n "A": 1\r\n}', 'read, config-key'],
    [hocon, 'application.conf', conflict, 'merge-conflict'],
    [hocon, 'application.conf', 'a {\n b = 1\n', 'unparsable'],
    [hocon, 'application.conf', 'a {\n'.repeat(500), 'too-deep'],
    [hocon, 'application.conf', `a = "${'x'.repeat(400_000)}\n`, 'read, config-key'],
    [hocon, 'application.conf', 'a = 1\r\n\0b = ${?A_B}\r\n', 'read, config-key, config-key, guarded A_B'],
  ])('%p %s: %.30s', async (format, name, text, expected) => {
    expect(await outcomeOf(format, name, text)).toBe(expected);
  });
});
