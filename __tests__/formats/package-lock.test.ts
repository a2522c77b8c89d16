import { readPackageLock } from '../../src/formats/package-lock/read.ts';
import { packageLock } from '../../src/formats/package-lock/format.ts';
import { factsOf, packagesOf, reasonOf, requirementsOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const read = (text: string) => readPackageLock({ path: 'package-lock.json', text });

const version3 = `{
  "name": "shop",
  "lockfileVersion": 3,
  "requires": true,
  "packages": {
    "": {
      "name": "shop",
      "workspaces": ["services/*"],
      "dependencies": {
        "pg": "^8.11.0",
        "width": "npm:string-width@^4.2.0"
      },
      "devDependencies": {
        "jest": "^29.0.0"
      }
    },
    "node_modules/api": {
      "resolved": "services/api",
      "link": true
    },
    "node_modules/jest": {
      "version": "29.7.0",
      "resolved": "https://registry.example.org/jest/-/jest-29.7.0.tgz",
      "integrity": "sha512-AAAA==",
      "dev": true,
      "dependencies": { "ms": "^2.0.0" },
      "engines": { "node": ">=14" }
    },
    "node_modules/ms": {
      "version": "2.1.3",
      "resolved": "https://registry.example.org/ms/-/ms-2.1.3.tgz",
      "integrity": "sha512-BBBB==",
      "dev": true
    },
    "node_modules/pg": {
      "version": "8.11.3",
      "resolved": "https://registry.example.org/pg/-/pg-8.11.3.tgz",
      "integrity": "sha512-CCCC==",
      "hasInstallScript": true,
      "deprecated": "use pg 9",
      "dependencies": { "ms": "^1.0.0" }
    },
    "node_modules/pg/node_modules/ms": {
      "version": "1.0.0",
      "resolved": "git+ssh://git@github.com/acme/ms.git#3b1bb80b302c2e552685dc8a029797ec832ea7c9"
    },
    "node_modules/width": {
      "name": "string-width",
      "version": "4.2.3",
      "resolved": "https://registry.example.org/string-width/-/string-width-4.2.3.tgz",
      "integrity": "sha512-DDDD=="
    },
    "services/api": {
      "name": "@shop/api",
      "version": "1.0.0",
      "dependencies": {
        "ms": "^2.1.0",
        "pg": "^8.11.0"
      }
    }
  }
}
`;

const version1 = `{
  "lockfileVersion": 1,
  "requires": true,
  "dependencies": {
    "ms": {
      "version": "github:acme/ms#3b1bb80b302c2e552685dc8a029797ec832ea7c9",
      "from": "github:acme/ms"
    },
    "pg": {
      "version": "8.11.3",
      "resolved": "https://registry.example.org/pg/-/pg-8.11.3.tgz",
      "integrity": "sha1-AAAA=",
      "dev": true,
      "requires": {
        "ms": "^1.0.0"
      },
      "dependencies": {
        "ms": {
          "version": "npm:other-ms@1.0.0",
          "bundled": true
        }
      }
    }
  }
}
`;

describe('package-lock.json', () => {
  test('version 3: packages, importers, aliases, links', () => {
    const reading = read(version3);
    expect(packagesOf(reading)).toEqual([
      'jest 29.7.0 direct dev registry:21',
      'ms 2.1.3 direct dev registry:29',
      'pg 8.11.3 direct prod registry:35',
      'ms 1.0.0 transitive prod git:43',
      'string-width 4.2.3 direct prod registry:47',
      '@shop/api 1.0.0 transitive prod workspace:53',
    ]);
    expect(requirementsOf(reading)).toEqual([
      ': prod pg ^8.11.0 -> node_modules/pg',
      ': prod width npm:string-width@^4.2.0 -> node_modules/width',
      ': dev jest ^29.0.0 -> node_modules/jest',
      'services/api: prod ms ^2.1.0 -> node_modules/ms',
      'services/api: prod pg ^8.11.0 -> node_modules/pg',
    ]);
    expect(factsOf(reading, 'requirement').map(({ line }) => line)).toEqual([10, 11, 14, 57, 58]);
    expect(factsOf(reading, 'lockfile')).toEqual([
      {
        kind: 'lockfile',
        ecosystem: 'npm',
        manager: 'npm',
        version: '3',
        importers: ['', 'services/api'],
        line: 1,
      },
    ]);
  });

  test('what an entry says of itself, and the entries it needs', () => {
    const [jest, , pg] = factsOf(read(version3), 'package');
    expect(jest).toMatchObject({
      engines: { node: '>=14' },
      requires: ['node_modules/ms'],
      integrity: ['sha512-AAAA=='],
    });
    expect(pg).toMatchObject({
      installScript: true,
      deprecated: true,
      requires: ['node_modules/pg/node_modules/ms'],
    });
  });

  test('version 1: nested tree, direct unknown, addresses in the place of versions', () => {
    const reading = read(version1);
    expect(packagesOf(reading)).toEqual([
      'ms - ? prod git:5',
      'pg 8.11.3 ? dev registry:9',
      'other-ms 1.0.0 ? prod unknown:18',
    ]);
    expect(factsOf(reading, 'package').map(({ key, requires }) => [key, requires])).toEqual([
      ['ms', undefined],
      ['pg', ['pg/ms']],
      ['pg/ms', undefined],
    ]);
  });

  test('CRLF, tabs and one line give the same packages', () => {
    const plain = factsOf(read(version3), 'package').map(({ name, version }) => [name, version]);
    const names = (text: string) =>
      factsOf(read(text), 'package').map(({ name, version }) => [name, version]);
    expect(names(version3.replaceAll('\n', '\r\n'))).toEqual(plain);
    expect(names(JSON.stringify(JSON.parse(version3), null, '\t'))).toEqual(plain);
    expect(names(JSON.stringify(JSON.parse(version3)))).toEqual(plain);
    expect(packagesOf(read(version3.replaceAll('\n', '\r\n')))).toEqual(packagesOf(read(version3)));
  });

  test.each([
    ['', 'unparsable'],
    ['[]', 'unparsable'],
    ['null', 'unparsable'],
    [version3.slice(0, 900), 'unparsable'],
    ['{"lockfileVersion": 4, "packages": {}}', 'unsupported-version'],
    ['{"lockfileVersion": "3"}', 'unsupported-version'],
    [`{\n<<<<<<< HEAD\n"a": 1\n=======\n"b": 2\n>>>>>>> b\n}`, 'merge-conflict'],
    [
      `{"lockfileVersion":1,"dependencies":${'{"a":{"dependencies":'.repeat(300)}{}${'}}'.repeat(300)}}`,
      'too-deep',
    ],
    [
      '{"lockfileVersion": 3, "packages": {"": null, "node_modules/a": 3, "node_modules/b": {"version": 1}}}',
      'read',
    ],
    ['{"lockfileVersion":1,"dependencies":{"__proto__":{"version":"1.0.0","requires":{"__proto__":"1","constructor":"1"}}}}', 'read'], // prettier-ignore
  ])('bad input %#', (text, reason) => {
    expect(reasonOf(() => read(text))).toBe(reason);
  });

  test('keys with escapes cost no search without end', () => {
    const entries = Array.from(
      { length: 20_000 },
      (_, n) => `"node_modules\\u002fp${n}": {"version": "1.0.0"}`,
    );
    const start = performance.now();
    const reading = read(`{"lockfileVersion": 3, "packages": {${entries.join(',\n')}}}`);
    expect(factsOf(reading, 'package')).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test.each([
    ['package-lock.json', true],
    ['services/api/npm-shrinkwrap.json', true],
    ['node_modules/a/package-lock.json', false],
    ['my-package-lock.json', false],
  ])('%s', (path, expected) => {
    expect(packageLock.matches(path)).toBe(expected);
  });
});
