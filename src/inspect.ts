import { UserError } from './errors.ts';
import { formats } from './formats/index.ts';
import { acceptFindings } from './settings/accept-findings.ts';
import { defaultSettings, settingsPath } from './settings/settings.ts';
import type { FailOn, Settings } from './settings/settings.ts';
import type { Repository } from './source/repository.ts';
import type { Rule } from './stages/rule.ts';
import { withOpinions } from './stages/4-contracts/contract-changes.ts';
import { orderCodePath } from './stages/5-code-path/order-code-path.ts';
import { collectEvidence } from './stages/6-evidence/collect-evidence.ts';
import { readChange, readWhole } from './system/read-systems.ts';
import type { AdvisoryAnswer } from './system/advisories.ts';
import type { Gap } from './system/system.ts';
import { inTriageOrder, stageReports, startHere, verdictOf } from './triage/judge.ts';
import type { ComparedCommits, Evidence, Report } from './triage/report.ts';
import { auditRules, runRules } from './triage/run-rules.ts';

export interface InspectRequest {
  readonly repository: Repository;
  /** base null: an audit of head alone */
  readonly comparison: ComparedCommits;
  /** text and name of a settings file that replaces the one of the base commit */
  readonly settingsFile?: { readonly path: string; readonly text: string };
  /** wins over the settings */
  readonly failOn?: FailOn;
  /** asks a database for known vulnerabilities; only called where the settings want it, and never throws */
  readonly askAdvisories?: (commits: {
    readonly base: string;
    readonly head: string;
  }) => Promise<AdvisoryAnswer>;
  /** collected from outside: check runs of the head */
  readonly evidence?: readonly Evidence[];
  /** ISO date on which acceptances and announced dates are judged; today where left out */
  readonly today?: string;
  /** told what is being done, for progress on stderr */
  readonly progress?: (phase: string) => void;
}

/** The whole way of the data: read the system twice, subtract, triage. */
export async function inspect(request: InspectRequest): Promise<Report> {
  const clock = stopwatch();
  // Compiled while git is at work.
  const loading = import('./stages/index.ts');
  const { comparison, evidence: collected = [], progress = () => undefined } = request;
  const { base, head } = comparison;
  const { settings, gaps: unsettled } = await policyOf(request, loading);
  clock.lap('settingsMs');

  const today = request.today ?? new Date().toISOString().slice(0, 10);
  const reading = { repository: request.repository, formats, settings, progress, today };
  const read = base === null ? await readWhole(reading, head) : await readChange(reading, base, head);
  clock.lap('readMs');

  progress('checking assumptions');
  const { rules } = await loading;
  const isAsked = base !== null && settings.rules['contract-second-opinion'] !== 'off';
  const asked = base === null ? null : await advisoriesFor(request, settings, { base, head });
  const judged = { ...read.change, today, ...(asked && { advisories: asked.advisories }) };
  const change = isAsked && settings.stages.contracts !== false ? await withOpinions(judged) : judged;
  const results =
    base === null ? auditRules(rules, change.head, settings) : runRules(rules, change, settings);
  clock.lap('rulesMs');

  const findings = inTriageOrder(acceptFindings(results.findings, settings, today));
  const gaps = [...unsettled, ...read.gaps, ...results.gaps, ...unasked(asked)].filter(
    ({ stage }) => settings.stages[stage] !== false,
  );
  const codePath = settings.stages['code-path'] === false ? [] : orderCodePath(read.change.files, findings);
  const evidence = settings.stages.evidence === false ? [] : collectEvidence(findings, collected);
  clock.lap('triageMs');
  return {
    comparison,
    verdict: verdictOf(findings, gaps, settings.failOn),
    startHere: startHere(findings),
    failOn: settings.failOn,
    stages: stageReports({ findings, gaps, codePath, evidence }, settings),
    findings,
    resolved: inTriageOrder(results.resolved),
    gaps,
    codePath,
    evidence,
    timing: { ...clock.times(), ...read.times, ...results.times },
  };
}

/** Nothing is asked unless the settings of the base commit say so. */
async function advisoriesFor(
  { askAdvisories, progress = () => undefined }: InspectRequest,
  settings: Settings,
  commits: { readonly base: string; readonly head: string },
): Promise<AdvisoryAnswer | null> {
  const { advisories, rules: severities, stages } = settings;
  const isWanted = advisories === 'github' && severities['known-vulnerability-introduced'] !== 'off';
  if (!askAdvisories || !isWanted || stages.dependencies === false) return null;
  progress('asking for known vulnerabilities');
  return askAdvisories(commits);
}

function unasked(answer: AdvisoryAnswer | null): readonly Gap[] {
  const detail = answer?.problem ?? null;
  return detail === null
    ? []
    : [{ stage: 'dependencies', path: null, side: 'both', reason: 'not-fetched', detail }];
}

interface Policy {
  readonly settings: Settings;
  readonly gaps: readonly Gap[];
}

/**
 * Policy comes from the base commit (an audit has only head), never from the change
 * under judgement. Settings that are broken at base are an error, except for the
 * change that touches them: it may be the one that mends them, and gets the defaults.
 */
async function policyOf(
  { repository, comparison, settingsFile, failOn }: InspectRequest,
  loading: Promise<{ readonly rules: readonly Rule[] }>,
): Promise<Policy> {
  const { base, head } = comparison;
  const file = settingsFile ?? (await settingsFileAt(repository, base ?? head));
  const withGate = (settings: Settings): Settings =>
    failOn === undefined ? settings : { ...settings, failOn };
  if (file === null) return { settings: withGate(defaultSettings), gaps: [] };
  try {
    const ruleIds = (await loading).rules.map(({ id }) => id);
    const { parseSettings } = await import('./settings/parse-settings.ts');
    return { settings: withGate(parseSettings(file.text, { path: file.path, ruleIds })), gaps: [] };
  } catch (error) {
    const touched =
      settingsFile === undefined && (await settingsFileAt(repository, head))?.text !== file.text;
    if (!(error instanceof UserError) || !touched) throw error;
    const detail = 'The settings of the base commit are not valid; the defaults were used';
    const gap: Gap = { stage: 'config', path: file.path, side: 'base', reason: 'unparsable', detail };
    return { settings: withGate(defaultSettings), gaps: [gap] };
  }
}

async function settingsFileAt(
  repository: Repository,
  commit: string,
): Promise<{ readonly path: string; readonly text: string } | null> {
  const blob = await repository.readPath(commit, settingsPath, 1 << 20);
  if (blob === null) return null;
  if (blob.state === 'read') return { path: settingsPath, text: blob.bytes.toString('utf8') };
  throw new UserError(
    `${settingsPath} of the base commit cannot be read`,
    'Fetch its contents, or give --settings <file>.',
  );
}

function stopwatch(): { lap: (phase: string) => void; times: () => Report['timing'] } {
  const start = performance.now();
  const laps: Record<string, number> = {};
  let last = start;
  return {
    lap(phase) {
      const now = performance.now();
      laps[phase] = Math.round(now - last);
      last = now;
    },
    times: () => ({ totalMs: Math.round(performance.now() - start), ...laps }),
  };
}
