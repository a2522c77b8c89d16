import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { UserError } from '../errors.ts';
import { parseRepositoryName } from './repository-name.ts';
import type { RepositoryName } from './repository-name.ts';

/** What the runner tells about the run, from its environment. */
export interface RunContext {
  readonly repository: RepositoryName;
  /** `owner/name` */
  readonly fullName: string;
  readonly eventName: string;
  readonly payload: unknown;
  readonly sha: string;
  /** login of who started the run */
  readonly actor: string;
  readonly runId: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** folder that a checkout step would have used */
  readonly workspace: string | undefined;
  /** emptied by the runner after the job */
  readonly temporary: string;
}

export async function readRunContext(environment: NodeJS.ProcessEnv): Promise<RunContext> {
  const fullName = environment['GITHUB_REPOSITORY'] ?? '';
  return {
    repository: parseRepositoryName(fullName),
    fullName,
    eventName: environment['GITHUB_EVENT_NAME'] ?? '',
    payload: await readPayload(environment['GITHUB_EVENT_PATH'] ?? ''),
    actor: environment['GITHUB_ACTOR'] ?? '',
    sha: environment['GITHUB_SHA'] ?? '',
    runId: environment['GITHUB_RUN_ID'] ?? '',
    serverUrl: environment['GITHUB_SERVER_URL'] || 'https://github.com',
    apiUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
    workspace: environment['GITHUB_WORKSPACE'],
    temporary: environment['RUNNER_TEMP'] || tmpdir(),
  };
}

async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UserError(
      'The event of this run cannot be read',
      'Run the Action in a GitHub workflow, where GITHUB_EVENT_PATH names the file of the event.',
    );
  }
}
