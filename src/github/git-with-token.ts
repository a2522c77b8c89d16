import { spawn } from 'node:child_process';
import { UserError } from '../errors.ts';

/** A server, and the repository of our own that is filled from it. */
export interface Remote {
  /** a folder of our own; made when it is not there */
  readonly directory: string;
  /** `GITHUB_SERVER_URL` */
  readonly serverUrl: string;
  readonly token: string;
}

/** git ended with an error; its message is git's own, without secrets. */
export class GitFailure extends Error {}

/** Runs git with the token in its environment: not in its arguments, the URL or any file. */
export function runGitWithToken(
  args: readonly string[],
  input: string,
  { directory, serverUrl, token }: Remote,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: directory,
      env: fetchEnvironment(serverUrl, token, directory),
      stdio: 'pipe',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    // git may close its input early; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', () => {
      reject(
        new UserError(
          'git could not be started',
          'Install git on the runner; any version since 2.32 will do.',
        ),
      );
    });
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new GitFailure(withoutSecrets(stderr, token).trim().slice(0, 1000)));
    });
  });
}

/** Keeps what leads to the network (proxies, certificates) and drops what changes which repository git works on. */
function fetchEnvironment(serverUrl: string, token: string, directory: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !name.startsWith('INPUT_') && (!name.startsWith('GIT_') || /^GIT_(?:SSL|PROXY|EXEC_PATH)/.test(name)),
  );
  const header = `http.${serverUrl.replace(/\/+$/, '')}/.extraheader`;
  const settings: readonly (readonly [string, string])[] = [
    // Empty first: a header or helper from the user's configuration would be sent as well.
    [header, ''],
    [header, `AUTHORIZATION: basic ${basicAuthorization(token)}`],
    ['credential.helper', ''],
  ];
  const counted = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(counted),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_DIR: directory,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: 'https:http',
    LC_ALL: 'C',
  };
}

/** What follows `basic ` in the header; to be masked in logs like the token itself. */
export function basicAuthorization(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}

function withoutSecrets(text: string, token: string): string {
  return [token, basicAuthorization(token)].reduce((left, secret) => left.replaceAll(secret, '***'), text);
}
