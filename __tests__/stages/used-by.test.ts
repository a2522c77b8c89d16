import { inspect } from '../../src/inspect.ts';
import { plain } from '../../src/report/text.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import type { Finding } from '../../src/triage/report.ts';
import { GitRepository } from '../support/git-repository.ts';

/** Manifests of two workspace packages and the lockfile that answers them. */
function workspace(versions: Readonly<Record<string, string>>): Record<string, string> {
  const importers = Object.entries(versions).map(
    ([name, version]) =>
      `  packages/${name}:\n    dependencies:\n      pg:\n        specifier: ^${version}\n        version: ${version}\n`,
  );
  const entries = [...new Set(Object.values(versions))];
  return {
    'package.json': '{ "name": "shop" }\n',
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\nimporters:\n\n${importers.join('\n')}\npackages:\n${entries.map((each) => `\n  pg@${each}:\n    resolution: {integrity: sha512-${each}==}\n`).join('')}\nsnapshots:\n${entries.map((each) => `\n  pg@${each}: {}\n`).join('')}`,
    ...Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [
        `packages/${name}/package.json`,
        `{\n  "name": "${name}",\n  "dependencies": {\n    "pg": "^${version}"\n  }\n}\n`,
      ]),
    ),
  };
}

describe('who uses a package that breaks', () => {
  const git = new GitRepository();
  afterAll(() => git.remove());

  let count = 0;

  async function finding(base: Record<string, string>, head: Record<string, string>): Promise<Finding> {
    const [before, after] = [`base-${(count += 1)}`, `head-${count}`];
    git.commit([
      { name: before, files: base },
      { name: after, parent: before, files: head },
    ]);
    const repository = await openRepository(git.path);
    try {
      const report = await inspect({
        repository,
        comparison: {
          base: git.git('rev-parse', before),
          head: git.git('rev-parse', after),
          baseIs: 'given',
        },
      });
      const found = report.findings.filter(({ rule }) => rule === 'direct-breaking-bump');
      expect(found).toHaveLength(1);
      return found[0] as Finding;
    } finally {
      await repository.close();
    }
  }

  test('files, names and folders, in unchanged code, of those who take the step', async () => {
    const code = {
      'packages/api/src/db.ts': `import { Pool, type PoolClient } from 'pg';\n`,
      'packages/api/src/list.ts': `import pg from 'pg';\n\nnew pg.Pool();\n`,
      'packages/api/src/db.test.ts': `import { Client } from 'pg';\n`,
      'packages/jobs/src/run.ts': `import { Client } from 'pg';\n`,
      'packages/jobs/src/generated/run.ts': `import { Other } from 'pg';\n`,
    };
    const base = { ...workspace({ api: '8.11.0', jobs: '8.11.0' }), ...code };
    const both = await finding(base, workspace({ api: '9.0.0', jobs: '9.0.0' }));
    expect(plain(both.detail ?? [])).toContain(
      '3 files of packages/api and packages/jobs and 1 test import it and take Pool, PoolClient and Client.',
    );
    expect(both.related.map(({ path, line, note }) => `${path}:${line} ${plain(note)}`)).toEqual(
      expect.arrayContaining([
        'packages/api/src/db.ts:1 uses Pool and PoolClient',
        'packages/jobs/src/run.ts:1 uses Client',
      ]),
    );
    const one = await finding(base, workspace({ api: '8.11.0', jobs: '9.0.0' }));
    expect(plain(one.detail ?? [])).toContain('1 file of packages/jobs imports it and takes Client.');
    const none = await finding(workspace({ api: '8.11.0' }), workspace({ api: '9.0.0' }));
    expect(plain(none.detail ?? [])).toContain('No import of it was found in code.');
  });

  /** A manifest that no lockfile answers, before and after, and the code beside it. */
  const requirements = (version: string): string => `google-cloud-storage==${version}\n`;
  const pom = (name: string, version: string): string =>
    `<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.acme</groupId>\n  <artifactId>shop</artifactId>\n  <version>1</version>\n  <dependencies>\n    <dependency>\n      <groupId>${name.split(':')[0]}</groupId>\n      <artifactId>${name.split(':')[1]}</artifactId>\n      <version>${version}</version>\n    </dependency>\n  </dependencies>\n</project>\n`;
  const project = (version: string): string =>
    `<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n    <PackageReference Include="AWSSDK.S3" Version="${version}" />\n  </ItemGroup>\n</Project>\n`;

  test.each<[string, string, readonly [string, string], string, string, string]>([
    [
      'Python, by the last part of a shared name',
      'requirements.txt',
      [requirements('2.0.0'), requirements('3.0.0')],
      'shop/files.py',
      'from google.cloud import storage\n\nstorage.Client()\n',
      '1 file imports it and takes Client.',
    ],
    [
      'Maven, in packages of another name',
      'pom.xml',
      [pom('com.google.guava:guava', '31.1-jre'), pom('com.google.guava:guava', '33.0.0-jre')],
      'src/main/java/org/acme/Shop.java',
      'package org.acme;\n\nimport com.google.common.collect.ImmutableList;\n',
      '1 file imports it and takes ImmutableList.',
    ],
    [
      'Maven, in a package of which nobody knows the name',
      'pom.xml',
      [pom('org.left:left', '1.0.0'), pom('org.left:left', '2.0.0')],
      'src/main/java/org/acme/Shop.java',
      'package org.acme;\n\nimport com.left.Left;\n',
      'No import of org.left was found in code.',
    ],
    [
      'Maven, in a package of the repository itself',
      'pom.xml',
      [pom('org.acme:left', '1.0.0'), pom('org.acme:left', '2.0.0')],
      'src/main/java/org/acme/Shop.java',
      'package org.acme.web;\n\nimport org.acme.Left;\n',
      '',
    ],
    [
      '.NET, in a namespace of another name',
      'Shop.csproj',
      [project('3.7.0'), project('4.0.0')],
      'Files.cs',
      'using Amazon.S3.Model;\n\nclass Files {}\n',
      '1 file imports it.',
    ],
  ])('%s', async (_title, manifest, [before, after], path, code, words) => {
    const found = await finding({ [manifest]: before, [path]: code }, { [manifest]: after });
    const detail = plain(found.detail ?? []);
    expect(/(?:\d+ files?|Only tests|No import)\b.*$/.exec(detail)?.[0] ?? '').toBe(words);
  });
});
