import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers } from './answers.ts';
import { findOperation } from './description.ts';
import type { Operation } from './description.ts';
import { serveGit } from './git-backend.ts';
import { Refusal, permissionProblem } from './permissions.ts';
import type { Permissions } from './permissions.ts';

export interface StoredComment {
  readonly id: number;
  /** of the issue or pull request */
  readonly on: number;
  readonly login: string;
  body: string;
}

export interface StoredPull {
  readonly number: number;
  head: string;
  readonly base: string;
}

export interface StoredCheck {
  readonly sha: string;
  readonly name: string;
  readonly runId: number;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}

/** A package version with a known vulnerability that the dependency graph sees come in. */
export interface StoredVulnerability {
  readonly manifest: string;
  readonly name: string;
  readonly version: string;
  readonly severity: 'critical' | 'high' | 'moderate' | 'low';
  readonly id: string;
  readonly summary: string;
}

/** What the stand-in knows; tests arrange and read it. */
export interface World {
  readonly owner: string;
  readonly repo: string;
  /** folder that holds `<owner>/<repo>.git` */
  readonly gitRoot: string;
  readonly token: string;
  /** under which the token writes */
  readonly login: string;
  readonly permissions: Permissions;
  readonly comments: StoredComment[];
  readonly pulls: StoredPull[];
  readonly issues: number[];
  readonly checks: StoredCheck[];
  readonly vulnerabilities: StoredVulnerability[];
  /** headers with which the dependency graph says that it does not know everything */
  snapshotWarnings?: Readonly<Record<string, string>>;
}

/** An answer that comes instead of the real one. */
export interface Fault {
  /** operation id as GitHub names it; `graphql` for GraphQL; `git` for the git remote */
  readonly operation: string;
  times: number;
  /** so many requests are answered as usual before */
  after?: number;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** GitHub does what it was asked and fails to say so */
  readonly butDone?: boolean;
}

export interface SeenRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

export interface GitHub {
  /** `GITHUB_SERVER_URL`; the API is below `/api/v3`, as on an Enterprise Server */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  readonly fail: (fault: Fault) => void;
  /** rejects when a request or an answer was not as GitHub's description allows */
  readonly close: () => Promise<void>;
}

/** Starts a strict stand-in for one GitHub repository, its REST API and its git remote, on loopback. */
export async function startGitHub(world: World): Promise<GitHub> {
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const seen = (operation: string, status: number): void => {
      requests.push({ operation, method, url: url.pathname + url.search, status });
    };
    const fault = (operation: string): Fault | undefined => {
      const found = faults.find((entry) => entry.operation === operation && entry.times > 0);
      if (found?.after !== undefined && found.after > 0) {
        found.after -= 1;
        return undefined;
      }
      if (found) found.times -= 1;
      return found;
    };
    const send = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
      response.writeHead(status, { 'content-type': type, ...headers }).end(text);
    };

    if (url.pathname.startsWith(`/${world.owner}/${world.repo}.git/`)) {
      const failing = fault('git');
      const status = failing?.status ?? (isGitAuthorized(request, world) ? 200 : 401);
      seen('git', status);
      if (status === 200) serveGit(world.gitRoot, request, response);
      else send(status, 'git says no', { 'www-authenticate': 'Basic realm="GitHub"' });
      return;
    }

    const body = await readBody(request);
    if (url.pathname === '/api/graphql') {
      const failing = fault('graphql');
      const [status, answer] = failing
        ? [failing.status, error(failing.message)]
        : graphql(request, body, world);
      seen('graphql', status);
      send(status, answer, failing?.headers);
      return;
    }

    const path = url.pathname.startsWith('/api/v3/') ? url.pathname.slice('/api/v3'.length) : null;
    const operation = path === null ? null : findOperation(method, path);
    if (operation === null) {
      seen('unknown', 404);
      violations.push(`${method} ${url.pathname} is not an operation of the slice`);
      send(404, error('Not Found'));
      return;
    }
    const failing = fault(operation.id);
    if (failing && failing.butDone !== true) {
      seen(operation.id, failing.status);
      send(failing.status, error(failing.message), failing.headers);
      return;
    }
    const answer = answerTo(operation, request, url, body, world);
    const wrong = typeof answer.body === 'string' ? [] : operation.checkAnswer(answer.status, answer.body);
    violations.push(...answer.violations, ...wrong.map((problem) => `answer of ${operation.id}: ${problem}`));
    seen(operation.id, failing?.status ?? answer.status);
    if (failing) send(failing.status, error(failing.message), failing.headers);
    else send(answer.status, answer.body, answer.headers);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((problem: unknown) => {
      violations.push(`the stand-in crashed: ${String(problem)}`);
      // not a status that a client would try again
      response.writeHead(400).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (fault) => faults.push({ ...fault }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (violations.length > 0) throw new Error(violations.join('\n'));
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

function answerTo(
  operation: Operation,
  request: IncomingMessage,
  url: URL,
  body: unknown,
  world: World,
): Answer & { readonly violations: readonly string[] } {
  const refuse = (status: number, message: string, violations: readonly string[] = []) => ({
    status,
    body: { ...error(message), status: String(status) },
    headers: {},
    violations,
  });
  if (!request.headers['user-agent']) return refuse(403, 'Request forbidden by administrative rules.');
  if (!isAuthorized(request, world)) return refuse(401, 'Bad credentials');
  const { owner, repo } = operation.parameters;
  if (owner !== world.owner || repo !== world.repo) return refuse(404, 'Not Found');
  const missing = permissionProblem(operation, world);
  if (missing !== null) return refuse(403, missing);
  const wrong = [...operation.checkParameters(url.searchParams), ...operation.checkBody(body)];
  if (wrong.length > 0) return refuse(422, `Invalid request.\n\n${wrong.join('\n')}`, wrong);
  try {
    const answer = answers[operation.id]?.({ operation, query: url.searchParams, body, request, world });
    if (answer === undefined)
      return refuse(501, 'Not built', [`${operation.id} has no answer in the stand-in`]);
    return { ...answer, violations: [] };
  } catch (problem) {
    if (problem instanceof Refusal) return refuse(problem.status, problem.message);
    throw problem;
  }
}

function graphql(request: IncomingMessage, body: unknown, world: World): [number, unknown] {
  if (!isAuthorized(request, world)) return [401, error('Bad credentials')];
  const { query } = (body ?? {}) as { readonly query?: unknown };
  const asked = typeof query === 'string' ? query.replace(/\s+/g, ' ').trim() : '';
  if (asked !== 'query { viewer { login } }')
    return [200, { errors: [{ message: `Cannot answer: ${asked}` }] }];
  return [200, { data: { viewer: { login: world.login } } }];
}

function isAuthorized(request: IncomingMessage, world: World): boolean {
  return /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] === world.token;
}

function isGitAuthorized(request: IncomingMessage, world: World): boolean {
  const [, encoded = ''] = /^basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString('utf8') === `x-access-token:${world.token}`;
}

function error(message = 'Server Error'): Readonly<Record<string, unknown>> {
  return { message, documentation_url: 'https://docs.github.com/rest' };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
