import { UserError } from '../errors.ts';
import type { Command } from './run.ts';
import { showReport } from './show-report.ts';

/** `system-drift audit [<commit>]`: one system, nothing subtracted. Reports; the gate holds only where it was given. */
export const audit: Command = ([commit = 'HEAD', ...rest], options) => {
  if (rest.length > 0) throw new UserError('audit takes at most one commit', 'system-drift audit [<commit>]');
  return showReport({ ...options, failOn: options.failOn ?? 'never' }, async (repository) => {
    const head = await repository.resolve(commit);
    if (head !== null) return { base: null, head, baseIs: 'nothing: an audit looks at one commit' };
    throw new UserError(
      `${commit} is not a commit of this repository`,
      'Name a commit, branch or tag that is here.',
    );
  });
};
