import type { Format } from '../format.ts';

const name =
  /(?:^|\/)(?:[\w.-]*requirements?[\w.-]*\.(?:txt|in|lock)|requirements\/[\w./-]+\.(?:txt|in)|(?:[\w-]+[-_.])?constraints(?:[-_.][\w-]+)?\.txt)$/;

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export const requirements: Format = {
  id: 'requirements',
  title: 'pip requirements',
  stage: 'dependencies',
  matches: (path) => name.test(path) && !path.includes('node_modules/'),
  // Prose has such names too: the first line that says something must be one that pip takes.
  recognises: (text) => {
    const first = /^[ \t]*[^\s#].*$/m.exec(text)?.[0]?.trim();
    return (
      first === undefined ||
      /^(?:--?[a-z]|[A-Za-z0-9][\w.-]*\s*(?:$|[[;@#(\\]|[=<>~!]=|[<>])|<{7} |\.{0,2}\/|[a-z+]+:\/\/|\.$)/.test(
        first,
      )
    );
  },
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readRequirements(file),
};
