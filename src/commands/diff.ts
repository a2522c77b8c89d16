import { fromArguments } from '../comparison/from-arguments.ts';
import { UserError } from '../errors.ts';
import type { Command } from './run.ts';
import { showReport } from './show-report.ts';

/** `system-drift diff [<base>] [<head>]` */
export const diff: Command = ([base, head, ...rest], options) => {
  if (rest.length > 0)
    throw new UserError('diff takes at most two commits', 'system-drift diff [<base>] [<head>]');
  return showReport(options, (repository) => fromArguments(repository, { base, head }));
};
