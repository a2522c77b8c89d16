import type { Format } from '../format.ts';

/** https://docs.docker.com/build/bake/reference/ */
export const dockerBake: Format = {
  id: 'docker-bake',
  title: 'Bake file of Docker',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)(?:[\w.-]+[.-])?(?:docker-)?bake(?:[.-][\w.-]+)?\.hcl$/.test(path),
  read: async (file) => (await import('./read.ts')).readDockerBake(file),
};
