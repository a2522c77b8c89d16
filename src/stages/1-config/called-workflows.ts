import { code, text } from '../../report/text.ts';
import type { Read } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import type { Workflow, WorkflowCall } from '../../system/workflow-facts.ts';
import type { Problem } from '../rule.ts';

/** What callers pass to workflows of this repository and these do not take, or the other way round. */
export function mismatchesIn(system: System): readonly Problem[] {
  const workflows = new Map(system.facts('workflow').map((workflow) => [workflow.file, workflow]));
  const found = system.facts('workflow-call').flatMap((call): readonly Problem[] => {
    const called = workflows.get(call.path);
    if (!call.secrets || called?.events.includes('workflow_call') !== true) return [];
    const passed = new Set(call.secrets.map(({ name }) => name.toLowerCase()));
    return [
      ...notPassed(call, called, passed),
      ...notTaken(call, call.secrets, called),
      ...readUnpassed(system, call, called, passed),
    ];
  });
  return [...new Map(found.map((problem) => [problem.identity.join('\0'), problem])).values()];
}

/** A required secret that the caller leaves out: GitHub refuses to start the workflow. */
function notPassed(
  call: Located<WorkflowCall>,
  called: Located<Workflow>,
  passed: ReadonlySet<string>,
): readonly Problem[] {
  return called.secrets
    .filter(({ name, required }) => required && !passed.has(name.toLowerCase()))
    .map(({ name }) => ({
      subject: name,
      identity: [call.file, call.unit, 'not passed', name.toLowerCase()],
      severity: 'high',
      confidence: 'certain',
      title: text`${code(call.unit)} calls ${code(call.path)} without its required secret ${code(name)}`,
      assumption: text`Assumes ${code(call.path)} starts without ${code(name)}`,
      detail: text`GitHub refuses to start a workflow whose required secrets are not all passed.`,
      verify: text`Pass ${code(name)} in ${code(call.file)}, or say ${code('secrets: inherit')}`,
      at: { path: call.file, line: call.line },
      related: [{ path: called.file, line: called.line, side: 'head', note: text`declares it` }],
    }));
}

/** A secret that the called workflow does not declare: GitHub calls the workflow file invalid. */
function notTaken(
  call: Located<WorkflowCall>,
  passed: NonNullable<WorkflowCall['secrets']>,
  called: Located<Workflow>,
): readonly Problem[] {
  const taken = namesOf(called);
  return passed
    .filter(({ name }) => !taken.has(name.toLowerCase()))
    .map(({ name, line }) => ({
      subject: name,
      identity: [call.file, call.unit, 'not taken', name.toLowerCase()],
      severity: 'high',
      confidence: 'certain',
      title: text`${code(call.unit)} passes ${code(name)}, which ${code(call.path)} does not take`,
      assumption: text`Assumes ${code(call.path)} declares the secret ${code(name)}`,
      detail: text`GitHub takes a call with a secret that is not declared for an invalid workflow.`,
      verify: text`Compare ${code('on.workflow_call.secrets')} of ${code(call.path)} with what is passed`,
      at: { path: call.file, line },
      related: [{ path: called.file, line: called.line, side: 'head', note: text`declares what it takes` }],
    }));
}

/** A secret that a called workflow reads and its caller does not hand on is an empty text there. */
function readUnpassed(
  system: System,
  call: Located<WorkflowCall>,
  called: Located<Workflow>,
  passed: ReadonlySet<string>,
): readonly Problem[] {
  const taken = namesOf(called);
  const onlyCalled = called.events.length === 1;
  return secretReads(system)
    .filter(({ file, unit = '', name, strength }) => {
      const key = name.toLowerCase();
      if (file !== called.file || strength !== 'required' || taken.has(key) || passed.has(key)) return false;
      return !called.withEnvironment.includes(unit) && !system.isProvided(name);
    })
    .map(({ name, line }) => ({
      subject: name,
      identity: [called.file, 'unpassed', name.toLowerCase()],
      severity: onlyCalled ? 'high' : 'medium',
      confidence: onlyCalled ? 'certain' : 'likely',
      title: text`${code(called.file)} reads the secret ${code(name)}, and ${code(call.unit)} does not pass it`,
      assumption: text`Assumes a called workflow sees ${code(name)} without being given it`,
      detail: text`A called workflow has only the secrets that its caller passes; ${code(name)} is an empty text there.`,
      verify: text`Declare ${code(name)} in ${code('on.workflow_call.secrets')} and pass it, or say ${code('secrets: inherit')}`,
      at: { path: called.file, line },
      related: [{ path: call.file, line: call.line, side: 'head', note: text`calls it` }],
    }));
}

function namesOf({ secrets }: Workflow): ReadonlySet<string> {
  return new Set(secrets.map(({ name }) => name.toLowerCase()));
}

function secretReads(system: System): readonly Located<Read>[] {
  return system.facts('read').filter(({ via, phase }) => via === 'secrets' && phase === 'ci');
}
