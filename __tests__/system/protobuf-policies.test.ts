import type { ProtobufCategory } from '../../src/contracts/protobuf/policy.ts';
import type { FileReader } from '../../src/system/file-reader.ts';
import { protobufPolicies } from '../../src/system/protobuf-policies.ts';

async function policyOf(
  files: Readonly<Record<string, string>>,
  setting?: ProtobufCategory,
): Promise<string> {
  const tree = {
    has: (path: string) => path in files,
    objectOf: (path: string) => (path in files ? path : undefined),
  };
  const reader: Pick<FileReader, 'text'> = { text: (_, path) => Promise.resolve(files[path] ?? null) };
  const path = 'proto/acme/v1/user.proto';
  const policies = await protobufPolicies(reader, tree, [{ status: 'modified', path }], setting);
  const { category, isChosen, except } = policies?.(path) ?? { category: '', isChosen: false, except: [] };
  return [category, isChosen ? 'chosen' : 'usual', ...except].join(' ');
}

test.each<[string, Readonly<Record<string, string>>, ProtobufCategory | undefined, string]>([
  ['nothing', {}, undefined, 'WIRE_JSON usual'],
  ['the settings', {}, 'WIRE', 'WIRE chosen'],
  ['a module', { 'buf.yaml': 'version: v1\n' }, undefined, 'WIRE_JSON usual'],
  [
    'a named module',
    { 'proto/buf.yaml': 'version: v1\nname: registry.example.org/acme/a\n' },
    undefined,
    'FILE usual',
  ],
  [
    'a named module under settings',
    { 'buf.yaml': 'name: registry.example.org/acme/a\n' },
    'WIRE',
    'WIRE chosen',
  ],
  [
    'what is used',
    { 'buf.yaml': 'name: registry.example.org/acme/a\nbreaking:\n  use: [WIRE]\n' },
    'FILE',
    'WIRE chosen',
  ],
  [
    'the nearest',
    { 'buf.yaml': 'breaking: { use: [WIRE] }', 'proto/buf.yaml': 'breaking: { use: [PACKAGE] }' },
    undefined,
    'PACKAGE chosen',
  ],
  [
    'a module of version 2',
    {
      'buf.yaml':
        'version: v2\nmodules:\n  - path: other\n  - path: proto\n    breaking: { use: [PACKAGE] }\nbreaking: { use: [FILE] }\n',
    },
    undefined,
    'PACKAGE chosen',
  ],
  [
    'exceptions',
    {
      'proto/buf.yaml':
        'breaking:\n  use: [FILE]\n  except: [FIELD_SAME_NAME]\n  ignore_only:\n    FILE_SAME_GO_PACKAGE: [acme/v1]\n    FIELD_SAME_TYPE: [acme/v2]\n',
    },
    undefined,
    'FILE chosen FIELD_SAME_NAME FILE_SAME_GO_PACKAGE',
  ],
  [
    'what is ignored',
    { 'proto/buf.yaml': 'breaking:\n  use: [FILE]\n  ignore: [acme/v1/user.proto]\n' },
    undefined,
    'WIRE_JSON usual',
  ],
  ['broken', { 'buf.yaml': 'breaking: [' }, undefined, 'WIRE_JSON usual'],
  ['of other shapes', { 'buf.yaml': 'breaking: 7\nmodules: x\nname: [1]\n' }, undefined, 'WIRE_JSON usual'],
])('what is promised: %s', async (_, files, setting, expected) => {
  expect(await policyOf(files, setting)).toBe(expected);
});
