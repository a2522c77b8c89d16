import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { info, notice, setOutput, summary } from '@actions/core';
import { annotationsOf, workflowCommand } from '../report/annotations.ts';
import type { PageOptions } from '../report/comment/render-page.ts';
import { renderJson } from '../report/json.ts';
import { openFindings } from '../report/reading.ts';
import { renderSummary } from '../report/summary.ts';
import { renderTerminal } from '../report/terminal.ts';
import { severities } from '../stages/rule.ts';
import type { Report } from '../triage/report.ts';
import type { Log } from './client.ts';
import { requestProblem } from './client.ts';

/** Everything a job shows and hands on without asking GitHub: outputs, log, annotations, summary. */
export async function publishOutputs(
  report: Report,
  options: PageOptions & { readonly folder: string; readonly instance: string },
  log: Log,
): Promise<void> {
  const path = join(options.folder, `system-drift-${options.instance.replace(/[^\w.-]/g, '_')}.json`);
  await writeFile(path, renderJson(report));
  const open = openFindings(report);
  setOutput('verdict', report.verdict);
  setOutput('findings', open.length);
  setOutput('report-path', path);
  for (const severity of severities) {
    setOutput(severity, open.filter((finding) => finding.severity === severity).length);
  }
  info(renderTerminal(report, { colour: false, width: 110 }));
  const { shown, leftOut } = annotationsOf(report);
  for (const annotation of shown) info(workflowCommand(annotation));
  for (const sentence of leftOut) log.info(sentence);
  await writeSummary(renderSummary(report, options), log);
}

/** There was nothing to compare: no verdict, and no findings. */
export function publishNothing(because: string): void {
  setOutput('verdict', '');
  setOutput('findings', 0);
  for (const severity of severities) setOutput(severity, 0);
  notice(`Nothing to compare: ${because}.`);
}

async function writeSummary(text: string, log: Log): Promise<void> {
  try {
    await summary.addRaw(text, true).write();
  } catch (error) {
    // The result of the job does not hang on its summary: an old server or a runner of another kind has none.
    log.warning(`The job summary was not written: ${requestProblem(error).message}`);
  }
}
