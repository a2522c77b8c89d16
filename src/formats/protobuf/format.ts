import type { Format } from '../format.ts';

/** https://protobuf.dev/reference/protobuf/proto3-spec/, proto2 and editions */
export const protobuf: Format = {
  id: 'protobuf',
  title: 'Protocol Buffers file',
  stage: 'contracts',
  matches: (path) => /\.proto$/i.test(path),
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readProtobuf(file),
};
