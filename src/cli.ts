import { UserError } from './errors.ts';
import { run } from './commands/run.ts';

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // A bug shows its stack; what the user can mend shows the remedy.
  const words = error instanceof UserError ? `${error.message}\n${error.remedy}` : (error as Error).stack;
  process.stderr.write(`system-drift: ${words ?? String(error)}\n`);
  process.exitCode = 2;
}
