import type { Format } from '../format.ts';

/** `compose.yaml`, `docker-compose.prod.yml`, `api.compose.yaml`: https://docs.docker.com/reference/compose-file/ */
const name = /(?:^|\/)(?:[^/]*[._-])?(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i;

export const compose: Format = {
  id: 'compose',
  title: 'Compose file',
  stage: 'config',
  // A workflow can be called `test-compose.yml`.
  matches: (path) => name.test(path) && !/(?:^|\/)\.github\//.test(path),
  read: async (file) => (await import('./read.ts')).readCompose(file),
};
