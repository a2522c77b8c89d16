import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { JsonReport } from '../../src/report/json-schema.ts';
import type { GitHub } from './stand-in/github.ts';
import type { TestWorld } from './stand-in/world.ts';

/** What is tested: the built Action. Another build can be named while developing. */
export const entry = resolve(process.env['SYSTEM_DRIFT_DIST'] ?? 'dist', 'index.js');

export interface ActionRun {
  readonly event: string;
  readonly payload: unknown;
  /** `GITHUB_SHA` */
  readonly sha?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** made by an earlier checkout step; an empty folder when left out */
  readonly workspace?: string;
  readonly node?: string;
  /** wins over what the runner would set */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ActionResult {
  readonly code: number | null;
  /** what people see of the log: without the commands that mask secrets */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** null when there is none */
  readonly report: JsonReport | null;
  /** command lines of all git processes */
  readonly gitCommands: string;
  /** every file of the run that is left, one after the other; git's packs included */
  readonly files: string;
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

if (!existsSync(entry)) throw new Error(`${entry} is not there: run npm run build`);

const manifest = parse(readFileSync('action.yml', 'utf8')) as Manifest;

let runs = 0;

/** Starts the Action as the runner would: defaults from `action.yml`, inputs and event in the environment. */
export async function runAction(world: TestWorld, github: GitHub, run: ActionRun): Promise<ActionResult> {
  runs += 1;
  const folder = join(world.folder, `run-${runs}`);
  const path = (name: string): string => join(folder, name);
  for (const name of ['bin', 'home', 'temp', 'workspace']) mkdirSync(path(name), { recursive: true });
  for (const name of ['output', 'summary', 'state']) writeFileSync(path(name), '');
  writeFileSync(path('event.json'), JSON.stringify(run.payload));
  recordGit(path('bin'), path('git.log'));
  const environment = {
    PATH: `${path('bin')}:${process.env['PATH'] ?? ''}`,
    HOME: path('home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: `${github.url}/api/v3`,
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_GRAPHQL_URL: `${github.url}/api/graphql`,
    GITHUB_JOB: 'system-drift',
    GITHUB_OUTPUT: path('output'),
    GITHUB_REPOSITORY: `${world.owner}/${world.repo}`,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: String(4000 + runs),
    GITHUB_SERVER_URL: github.url,
    GITHUB_SHA: run.sha ?? '',
    GITHUB_STATE: path('state'),
    GITHUB_STEP_SUMMARY: path('summary'),
    GITHUB_WORKSPACE: run.workspace ?? path('workspace'),
    RUNNER_TEMP: path('temp'),
    ...inputVariables(run.inputs ?? {}, world.token),
    ...run.environment,
  };
  const { code, output } = await start(run.node ?? process.execPath, environment, folder);
  const outputs = readOutputs(readFileSync(path('output'), 'utf8'));
  const log = output.replace(/^::add-mask::.*$/gm, '');
  const reportPath = outputs['report-path'];
  return {
    code,
    log,
    outputs,
    summary: readFileSync(path('summary'), 'utf8'),
    report: reportPath === undefined ? null : (JSON.parse(readFileSync(reportPath, 'utf8')) as JsonReport),
    gitCommands: existsSync(path('git.log')) ? readFileSync(path('git.log'), 'utf8') : '',
    files: contentsBelow(folder),
  };
}

function inputVariables(given: Readonly<Record<string, string>>, token: string): Record<string, string> {
  for (const name of Object.keys(given)) {
    if (!(name in manifest.inputs)) throw new Error(`action.yml has no input ${name}`);
  }
  return Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? (input.default ?? '').replace('${{ github.token }}', token),
    ]),
  );
}

/** Puts a git before the real one that writes down how it was called. */
function recordGit(bin: string, log: string): void {
  const real = (process.env['PATH'] ?? '').split(':').find((directory) => existsSync(join(directory, 'git')));
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real ?? '/usr/bin'}/git' "$@"\n`;
  writeFileSync(join(bin, 'git'), script);
  chmodSync(join(bin, 'git'), 0o755);
}

function start(
  node: string,
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((done, reject) => {
    const child = spawn(node, [entry], { env: environment, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => {
      done({ code, output });
    });
  });
}

/** The runner's file format: `name<<delimiter`, lines, delimiter. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2$/gm)) {
    if (!(name in manifest.outputs)) throw new Error(`action.yml has no output ${name}`);
    outputs[name] = value;
  }
  return outputs;
}

function contentsBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('\n');
}
