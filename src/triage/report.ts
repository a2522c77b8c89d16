import type { Confidence, Place, RelatedPlace, Severity, Stage } from '../stages/rule.ts';
import type { Link } from '../system/release-links.ts';
import type { Gap } from '../system/system.ts';
import type { Text } from '../report/text.ts';

export type Verdict = 'clear' | 'drift' | 'blocked' | 'incomplete';
export type StageState = 'clear' | 'drift' | 'blocked' | 'incomplete' | 'off';

/** A person's decision to live with a finding. */
export interface Acceptance {
  readonly by: string;
  readonly reason: string;
  /** ISO date, the last day on which it holds; null without end */
  readonly until: string | null;
}

/** What shows that an assumption was checked. */
export interface Evidence {
  readonly kind: 'check-run' | 'note';
  /** a finding's id, or a stage */
  readonly for: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending' | 'owed';
  readonly url?: string;
}

export type ChangeWord = 'introduced' | 'changed' | 'removed' | 'present';

export interface Finding {
  /** short, for people and commands: `SD-3f9a1c` */
  readonly id: string;
  /** 32 hexadecimal digits over rule and identity; stable across wording, lines and severities */
  readonly fingerprint: string;
  readonly rule: string;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly change: ChangeWord;
  readonly subject: string;
  readonly title: Text;
  readonly assumption: Text;
  readonly detail: Text | null;
  readonly verify: Text;
  readonly base: Place | null;
  readonly head: Place | null;
  readonly related: readonly RelatedPlace[];
  /** pages of the web that say more */
  readonly links?: readonly Link[];
  readonly acceptance: Acceptance | null;
  readonly evidence: readonly Evidence[];
}

export interface StageReport {
  readonly stage: Stage;
  readonly title: string;
  readonly state: StageState;
  readonly findings: number;
}

export interface ComparedCommits {
  /** full object names; base is null for `audit` */
  readonly base: string | null;
  readonly head: string;
  /** why this base: `merge base of main and feature` … one phrase for people */
  readonly baseIs: string;
}

export interface CodePathEntry {
  readonly path: string;
  /** why it comes at this place */
  readonly because: Text;
  /** ids of findings it touches */
  readonly findings: readonly string[];
}

/** The one result; comment, summary, annotations, terminal, JSON and SARIF are faces of it. */
export interface Report {
  readonly comparison: ComparedCommits;
  readonly verdict: Verdict;
  /** id of the finding to check first, null when there is none */
  readonly startHere: string | null;
  readonly failOn: Severity | 'never';
  readonly stages: readonly StageReport[];
  /** in triage order: stage, then worst first */
  readonly findings: readonly Finding[];
  /** problems of base that head no longer has */
  readonly resolved: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly codePath: readonly CodePathEntry[];
  readonly evidence: readonly Evidence[];
  /** milliseconds */
  readonly timing: { readonly totalMs: number; readonly [phase: string]: number };
}
