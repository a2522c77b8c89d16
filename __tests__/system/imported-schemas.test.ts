import { withImportedSchemas } from '../../src/system/payloads/with-imported-schemas.ts';

const files: Readonly<Record<string, string>> = {
  'a/base.ts':
    "import { z } from 'zod';\nimport { Id } from './ids';\nconst most = z.number();\nexport const Base = z.object({ id: Id, most });\nexport const Other = z.string();\n",
  'a/ids/index.ts': "import { z } from 'zod';\nexport const Id = z.string();\n",
  'a/loop.ts':
    "import { z } from 'zod';\nimport { Loop } from './loop';\nexport const Loop = z.array(Loop);\n",
  'a/types.ts': 'export interface User {\n  id: Id;\n}\ntype Id = string;\n',
  'a/code.ts': 'export const Base = () => 1;\n',
};
const read = (path: string): Promise<string | null> => Promise.resolve(files[path] ?? null);
const own = (module: string, clause = '{ Base }', use = 'Base'): string =>
  `import ${clause} from '${module}';\nexport const A = ${use}.extend({});\n`;

describe('schemas of other files', () => {
  test.each<readonly [string, string, string]>([
    [
      'what it takes, and what that is made of',
      own('./base'),
      'const Base = z.object({ id: Id, most });\nconst most = z.number();\nconst Id = z.string();\n',
    ],
    ['another name', own('./ids', '{ Id as Base }'), 'const Base = z.string();\n'],
    [
      'types',
      "import type { User as Person } from './types';\nexport type MailJobData = Pick<Person, 'id'>;\n",
      'interface Person {\n  id: Id;\n}\ntype Id = string;\n',
    ],
    ['one that leads to itself', own('./loop.js', '{ Loop }', 'Loop'), 'const Loop = z.array(Loop);\n'],
  ])('%s', async (_name, text, added) => {
    expect(await withImportedSchemas('a/a.ts', text, read)).toBe(`${text}\n${added}`);
  });

  test.each([
    ['a package', own('@shop/base')],
    ['no schema', own('./code')],
    ['no file', own('./none')],
    ['what is imported and not used', "import { Base } from './base';\n"],
    ['a type', own('./base', 'type { Base }')],
    ['a name of its own', `${own('./base')}const Base = 1;\n`],
    ['nothing', ''],
  ])('nothing for %s', async (_name, text) => {
    expect(await withImportedSchemas('a/a.ts', text, read)).toBe(text);
  });
});
