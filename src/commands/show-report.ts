import { readFile, writeFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { TerminalOptions } from '../report/terminal.ts';
import { openRepository } from '../source/open-repository.ts';
import type { Repository } from '../source/repository.ts';
import type { ComparedCommits, Report } from '../triage/report.ts';
import { progressOn } from './progress.ts';
import type { Options, OutputFormat } from './run.ts';
import { version } from './version.ts';

/**
 * Opens the repository, inspects what `compare` chooses, shows the report in the
 * format asked for. Returns the exit code: 0 below the gate, 1 blocked.
 */
export async function showReport(
  options: Options,
  compare: (repository: Repository) => Promise<ComparedCommits>,
): Promise<number> {
  const { failOn, settings } = options;
  const repository = await openRepository(options.repo);
  const progress = progressOn(process.stderr);
  try {
    // The rest of the program is read while git looks the commits up.
    const [comparison, { inspect }] = await Promise.all([compare(repository), import('../inspect.ts')]);
    const report = await inspect({
      repository,
      comparison,
      progress: progress.tell,
      ...(failOn === undefined ? {} : { failOn }),
      ...(settings === undefined
        ? {}
        : { settingsFile: { path: settings, text: await readSettingsFile(settings) } }),
    });
    progress.clear();
    await write(
      await render(report, options.format ?? 'terminal', options.output === undefined),
      options.output,
    );
    return report.verdict === 'blocked' ? 1 : 0;
  } finally {
    progress.clear();
    await repository.close();
  }
}

/** The face of a report that a format names. Each is loaded only when it is asked for. */
async function render(report: Report, format: OutputFormat, toTerminal: boolean): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/json.ts')).renderJson(report);
    case 'sarif': {
      const [{ renderSarif }, { rules }] = await Promise.all([
        import('../report/sarif.ts'),
        import('../stages/index.ts'),
      ]);
      return renderSarif(report, { rules, version });
    }
    case 'markdown':
      return (await import('../report/comment.ts')).renderComment(report);
    case 'terminal': {
      const { renderTerminal } = await import('../report/terminal.ts');
      return renderTerminal(report, screenFor(toTerminal));
    }
  }
}

/** How to write for stdout, or for a file: colour and width. */
export function screenFor(toTerminal: boolean): TerminalOptions {
  const { isTTY, columns } = process.stdout;
  const plainWanted = (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  return { colour: toTerminal && isTTY && !plainWanted, width: isTTY ? columns : 100 };
}

async function readSettingsFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UserError(`The settings file ${path} cannot be read`, 'Check the path given to --settings.');
  }
}

/** Writes to a file, or to stdout. */
export async function write(text: string, path: string | undefined): Promise<void> {
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  if (path !== undefined) return writeFile(path, ended);
  // Wait until a pipe has taken it all: a report may be larger than the pipe's buffer.
  await new Promise<void>((resolve) => process.stdout.write(ended, () => resolve()));
}
