import { fromArguments } from '../comparison/from-arguments.ts';
import { makeDemoRepository } from './demo-repository.ts';
import type { Command } from './run.ts';
import { showReport } from './show-report.ts';

/** `system-drift demo`: a realistic pull request, made in a temporary folder, and the report for it. */
export const demo: Command = async (_args, options) => {
  const { folder, remove } = await makeDemoRepository();
  try {
    await showReport({ ...options, repo: folder }, (repository) =>
      fromArguments(repository, { base: 'main...change' }),
    );
    // The demo blocks its pull request, as it should; it is no failure of the demo.
    return 0;
  } finally {
    await remove();
  }
};
