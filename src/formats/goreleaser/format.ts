import type { Format } from '../format.ts';

/** How GoReleaser builds a release and its images. https://goreleaser.com/customization */
export const goreleaser: Format = {
  id: 'goreleaser',
  title: 'GoReleaser configuration',
  stage: 'wiring',
  matches: (path) => /(?:^|\/)\.?goreleaser[\w.-]*\.ya?ml$/.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readGoreleaser(file),
};
