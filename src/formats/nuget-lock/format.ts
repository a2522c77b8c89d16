import type { Format } from '../format.ts';

const name = /(?:^|\/)packages(?:\.[\w.-]+)?\.lock\.json$/;

/** https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies */
export const nugetLock: Format = {
  id: 'nuget-lock',
  title: 'NuGet lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 32 << 20,
  read: async (file) => (await import('./read.ts')).readNugetLock(file),
};
