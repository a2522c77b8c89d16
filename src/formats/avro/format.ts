import type { Format } from '../format.ts';

/** https://avro.apache.org/docs/current/specification/: schemas and protocols in JSON */
export const avro: Format = {
  id: 'avro',
  title: 'Avro schema',
  stage: 'contracts',
  matches: (path) => /\.(?:avsc|avpr)$/i.test(path),
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readAvro(file),
};
