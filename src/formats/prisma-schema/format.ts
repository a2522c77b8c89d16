import type { Format } from '../format.ts';

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference */
export const prismaSchema: Format = {
  id: 'prisma-schema',
  title: 'Prisma schema',
  stage: 'dependencies',
  matches: (path) => path.endsWith('.prisma'),
  read: async (file) => (await import('./read.ts')).readPrismaSchema(file),
};
