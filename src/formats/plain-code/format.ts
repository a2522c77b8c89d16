import type { Format } from '../format.ts';

/** C, C++, Dart, Swift, Scala, PowerShell: variables that code asks for, told by words. */
export const plainCode: Format = {
  id: 'plain-code',
  title: 'Source code',
  stage: 'config',
  matches: (path) => /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|dart|swift|scala|sc|ps1|psm1)$/.test(path),
  limit: 2 << 20,
  read: async (file) => (await import('./read.ts')).readPlainCode(file),
};
