import { createHash } from 'node:crypto';
import type { Problem, Rule, Severity } from '../stages/rule.ts';
import { severities } from '../stages/rule.ts';
import type { Settings } from '../settings/settings.ts';
import type { Change, Gap, System } from '../system/system.ts';
import type { ChangeWord, Finding } from './report.ts';
import { StageClock } from './stage-clock.ts';

export interface RuleResults {
  readonly findings: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** rules that crashed */
  readonly gaps: readonly Gap[];
  /** milliseconds that the rules of each stage took: `{configRulesMs: 3}` */
  readonly times: Readonly<Record<string, number>>;
}

/** Stable over wording, lines and severity, so that an acceptance survives them. 32 hexadecimal digits. */
export function fingerprintOf(rule: string, identity: readonly string[]): string {
  return createHash('sha256')
    .update([rule, ...identity].join('\0'))
    .digest('hex')
    .slice(0, 32);
}

/** Short id for people and commands. */
export function idOf(fingerprint: string): string {
  return `SD-${fingerprint.slice(0, 6)}`;
}

/** Runs the rules that the settings leave on; a crash in one is a gap and the others go on. */
export function runRules(rules: readonly Rule[], change: Change, settings: Settings): RuleResults {
  return collect(rules, settings, (rule) => {
    if (rule.kind === 'change') return { findings: changed(rule, change, settings), resolved: [] };
    const head = checked(rule, change.head, settings, 'introduced');
    const base = checked(rule, change.base, settings, 'removed');
    return { findings: without(head, base), resolved: without(base, head) };
  });
}

/** Integrity rules over one system, nothing subtracted: what `audit` reports. */
export function auditRules(rules: readonly Rule[], system: System, settings: Settings): RuleResults {
  return collect(rules, settings, (rule) => ({
    findings: rule.kind === 'integrity' ? [...checked(rule, system, settings, 'present').values()] : [],
    resolved: [],
  }));
}

interface Found {
  readonly findings: readonly RuleFinding[];
  readonly resolved: readonly RuleFinding[];
}

/** A finding that still knows which names its problem explains. */
interface RuleFinding extends Finding {
  readonly alsoAbout: readonly string[];
}

function collect(rules: readonly Rule[], settings: Settings, run: (rule: Rule) => Found): RuleResults {
  const findings: RuleFinding[] = [];
  const resolved: RuleFinding[] = [];
  const gaps: Gap[] = [];
  const clock = new StageClock();
  for (const rule of rules) {
    if (settings.stages[rule.stage] === false || !isOn(rule, settings)) continue;
    try {
      const found = clock.during(rule.stage, () => run(rule));
      findings.push(...found.findings);
      resolved.push(...found.resolved);
    } catch (error) {
      gaps.push({
        stage: rule.stage,
        path: null,
        side: 'both',
        reason: 'rule-crashed',
        detail: crashOf(rule, error),
      });
    }
  }
  return {
    findings: folded(findings, rules),
    resolved: folded(resolved, rules),
    gaps,
    times: clock.times('Rules'),
  };
}

function isOn({ id, optIn }: Rule, { rules }: Settings): boolean {
  return optIn === true ? (rules[id] ?? 'off') !== 'off' : rules[id] !== 'off';
}

/** One cause, one finding: what another rule explains better is left to it. */
function folded(findings: readonly RuleFinding[], rules: readonly Rule[]): readonly Finding[] {
  const yields = new Map(rules.map(({ id, yieldsTo = [] }) => [id, yieldsTo]));
  const told = new Set(
    findings.flatMap(({ rule, subject, alsoAbout }) =>
      [subject, ...alsoAbout].map((name) => `${rule}\0${name}`),
    ),
  );
  return findings
    .filter(
      ({ rule, subject }) => !(yields.get(rule) ?? []).some((better) => told.has(`${better}\0${subject}`)),
    )
    .map(({ alsoAbout: _, ...finding }) => finding);
}

/** Where it broke, without the message: that may hold text of the repository. */
function crashOf(rule: Rule, error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return `The rule ${rule.id} failed (${name}); please report this`;
}

function checked(
  rule: Extract<Rule, { kind: 'integrity' }>,
  system: System,
  settings: Settings,
  word: ChangeWord,
): ReadonlyMap<string, RuleFinding> {
  const found = new Map<string, RuleFinding>();
  for (const problem of rule.check(system)) {
    const finding = findingOf(rule, problem, settings, word);
    const place =
      system.side === 'base' ? { base: problem.at, head: null } : { base: null, head: problem.at };
    if (!found.has(finding.fingerprint)) found.set(finding.fingerprint, { ...finding, ...place });
  }
  return found;
}

function without(
  from: ReadonlyMap<string, RuleFinding>,
  other: ReadonlyMap<string, RuleFinding>,
): readonly RuleFinding[] {
  return [...from.values()].filter(({ fingerprint }) => !other.has(fingerprint));
}

function changed(
  rule: Extract<Rule, { kind: 'change' }>,
  change: Change,
  settings: Settings,
): readonly RuleFinding[] {
  const found = new Map<string, RuleFinding>();
  for (const problem of rule.check(change)) {
    const word =
      problem.at === null
        ? 'removed'
        : problem.atBase === undefined || problem.atBase === null
          ? 'introduced'
          : 'changed';
    const finding = findingOf(rule, problem, settings, word);
    if (!found.has(finding.fingerprint)) found.set(finding.fingerprint, finding);
  }
  return [...found.values()];
}

function findingOf(rule: Rule, problem: Problem, settings: Settings, change: ChangeWord): RuleFinding {
  const fingerprint = fingerprintOf(rule.id, problem.identity);
  return {
    id: idOf(fingerprint),
    fingerprint,
    rule: rule.id,
    stage: problem.stage ?? rule.stage,
    severity: severityOf(rule, problem, settings),
    confidence: problem.confidence,
    change,
    subject: problem.subject,
    title: problem.title,
    assumption: problem.assumption,
    detail: problem.detail ?? null,
    verify: problem.verify,
    base: problem.atBase ?? null,
    head: problem.at,
    related: problem.related ?? [],
    ...(problem.links && problem.links.length > 0 ? { links: problem.links } : {}),
    acceptance: null,
    evidence: [],
    alsoAbout: problem.alsoAbout ?? [],
  };
}

/** The settings win; an unsure problem never rises above medium, whoever says so. */
function severityOf(rule: Rule, problem: Problem, settings: Settings): Severity {
  const override = settings.rules[rule.id];
  const severity =
    override !== undefined && override !== 'off' ? override : (problem.severity ?? rule.severity);
  const tooHigh =
    problem.confidence === 'possible' && severities.indexOf(severity) < severities.indexOf('medium');
  return tooHigh ? 'medium' : severity;
}
