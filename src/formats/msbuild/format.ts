import type { Format } from '../format.ts';

const name =
  /(?:\.(?:cs|fs|vb)proj|(?:^|\/)Directory\.(?:Packages|Build)\.(?:props|targets)|(?:^|\/)packages\.config)$/;

/** Packages that a .NET project asks for: https://learn.microsoft.com/nuget/consume-packages/central-package-management */
export const msbuild: Format = {
  id: 'msbuild',
  title: 'MSBuild project',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).readMsbuild(file),
};
