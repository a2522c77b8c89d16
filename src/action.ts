import * as core from '@actions/core';
import { fromEvent } from './comparison/from-event.ts';
import { resolvePlan } from './comparison/plan.ts';
import { UserError } from './errors.ts';
import { formats } from './formats/index.ts';
import { askAdvisories } from './github/ask-advisories.ts';
import { checksEvidence } from './github/checks-evidence.ts';
import { createClient } from './github/client.ts';
import type { Log } from './github/client.ts';
import { githubLookup } from './github/commit-lookup.ts';
import { fetchCommits } from './github/fetch-commits.ts';
import { findCheckout } from './github/find-checkout.ts';
import { basicAuthorization } from './github/git-with-token.ts';
import { readInputs } from './github/inputs.ts';
import { failureOf, warningOf } from './github/job-result.ts';
import { publishNothing, publishOutputs } from './github/outputs.ts';
import { ownLogin } from './github/own-login.ts';
import { links, publishComment, threadOf } from './github/publish-comment.ts';
import { readRunContext } from './github/run-context.ts';
import type { RunContext } from './github/run-context.ts';
import { inspect } from './inspect.ts';
import { terminalSafe } from './report/escape.ts';
import { openRepository } from './source/open-repository.ts';
import type { ComparedCommits } from './triage/report.ts';

const log: Log = {
  info: (message) => core.info(terminalSafe(message)),
  warning: (message) => core.warning(terminalSafe(message)),
  debug: (message) => core.debug(terminalSafe(message)),
};

/** The Action: event in; report, comment and result of the job out. */
async function main(): Promise<void> {
  const inputs = readInputs();
  core.setSecret(inputs.token);
  core.setSecret(basicAuthorization(inputs.token));
  const run = await readRunContext(process.env);
  const { good, bad, instance } = inputs;
  const event = fromEvent({ name: run.eventName, payload: run.payload, sha: run.sha, good, bad });
  const thread = threadOf(inputs, event);
  if (event.plan.kind === 'nothing') {
    publishNothing(event.plan.because);
    return;
  }

  const client = createClient(inputs.token, run.apiUrl, log);
  // Asked early: GitHub wants a second between this and the comment.
  const login = thread && ownLogin(client, log);
  const comparison = await resolvePlan(event.plan, githubLookup(client, run.repository));
  log.info(`Comparing ${comparison.base ?? ''} (${comparison.baseIs}) with ${comparison.head}`);
  const [directory, evidence] = await Promise.all([
    findCommits(run, comparison, inputs.token),
    checksEvidence(client, run.repository, comparison.head, run.runId, log),
  ]);

  const repository = await openRepository(directory);
  try {
    const failOn = inputs.failOn === undefined ? {} : { failOn: inputs.failOn };
    const report = await inspect({
      repository,
      comparison,
      evidence,
      askAdvisories: (commits) => askAdvisories(client, run.repository, commits, log),
      progress: log.debug,
      ...failOn,
    });
    await publishOutputs(report, { ...links(run), folder: run.temporary, instance }, log);
    if (thread && login) {
      await publishComment(client, report, { thread, run, instance, login: await login }, log);
    }
    const failure = failureOf(report);
    const warning = warningOf(report);
    if (warning !== null) core.warning(terminalSafe(warning));
    if (failure !== null && inputs.reportOnly) log.info(`Report only. Without it: ${failure}`);
    else if (failure !== null) core.setFailed(failure);
  } finally {
    await repository.close();
  }
}

/** A folder of git objects that has both commits: an earlier step's checkout, or what we fetch ourselves. */
async function findCommits(run: RunContext, { base, head }: ComparedCommits, token: string): Promise<string> {
  const commits = [...new Set([base, head])].filter((name) => name !== null);
  const checkout = await findCheckout(run.workspace, commits);
  if (checkout !== null) {
    log.info('The commits are in the checkout of an earlier step.');
    return checkout;
  }
  const { serverUrl, fullName, temporary } = run;
  const directory = `${temporary}/system-drift.git`;
  const isWanted = (path: string): boolean => formats.some((format) => format.matches(path));
  return fetchCommits({ directory, serverUrl, repository: fullName, token, commits, isWanted, log });
}

try {
  await main();
} catch (error) {
  // Never green after a crash: what the user can mend says how, anything else shows its stack.
  if (error instanceof UserError) core.setFailed(`${error.message}. ${error.remedy}`);
  else core.setFailed((error instanceof Error ? error.stack : undefined) ?? String(error));
}
