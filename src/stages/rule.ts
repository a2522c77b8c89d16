import type { Change, System } from '../system/system.ts';
import type { Link } from '../system/release-links.ts';
import type { Text } from '../report/text.ts';

/** In triage order. */
export const stages = ['config', 'dependencies', 'wiring', 'contracts', 'code-path', 'evidence'] as const;
export type Stage = (typeof stages)[number];

export const stageTitles: Readonly<Record<Stage, string>> = {
  config: 'Config / env integrity',
  dependencies: 'Dependency / service health',
  wiring: 'Runtime / module wiring',
  contracts: 'Contract / payload parity',
  'code-path': 'Code-path inspection',
  evidence: 'Verification evidence recorded',
};

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** `possible` is put as a question and never rises above medium. */
export type Confidence = 'certain' | 'likely' | 'possible';

export interface Place {
  readonly path: string;
  /** 1-based; null when the whole file is meant */
  readonly line: number | null;
}

export interface RelatedPlace extends Place {
  readonly side: 'base' | 'head';
  /** what is there: `read by the worker`, `still calls it` */
  readonly note: Text;
}

/** What a rule found. Judgement that does not depend on settings; triage makes a finding of it. */
export interface Problem {
  /** the one thing it is about, as the repository names it: a variable, a package, a service, an operation */
  readonly subject: string;
  /** further names that this problem explains: the other half of a rename */
  readonly alsoAbout?: readonly string[];
  /**
   * What makes this problem the same one on both sides and in every later run, besides the rule: names and
   * paths, never lines or wording. `[name, unit]`, say. An integrity rule is subtracted by it.
   */
  readonly identity: readonly string[];
  /** when it differs from the rule's default */
  readonly severity?: Severity;
  /** when it belongs to another stage than the rule's own (`file-became-unreadable`) */
  readonly stage?: Stage;
  readonly confidence: Confidence;
  /** what happened, in one line, no full stop */
  readonly title: Text;
  /** the assumption that may now be false, as a sentence a person can answer; starts with "Assumes" */
  readonly assumption: Text;
  /** what a reader needs beyond the title; one or two sentences */
  readonly detail?: Text;
  /** how a person checks it; a command or a place to look */
  readonly verify: Text;
  /** integrity rules: on the side that was checked. Change rules: at head, null when it is gone there */
  readonly at: Place | null;
  /** change rules: where it stood at base */
  readonly atBase?: Place | null;
  readonly related?: readonly RelatedPlace[];
  /** pages of the web that say more, known without asking anybody */
  readonly links?: readonly Link[];
}

interface RuleMetadata {
  /** kebab-case, what happened, never how bad */
  readonly id: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** one line for lists */
  readonly summary: string;
  /** for the docs page: the assumption in general terms */
  readonly assumption: string;
  /** for the docs page: how to verify, in general terms */
  readonly verify: string;
  /** for the docs page, Markdown: what it looks at, when it stays silent, how severity is chosen */
  readonly explanation: string;
  /** ids of rules that say more about the same subject: where one of them fires, this one keeps quiet */
  readonly yieldsTo?: readonly string[];
  /** a matter of taste or policy: off until the settings give it a severity */
  readonly optIn?: true;
}

/** A predicate over one system; run on both sides and subtracted. Pure: no I/O, clock, environment or catch. */
export interface IntegrityRule extends RuleMetadata {
  readonly kind: 'integrity';
  readonly check: (system: System) => readonly Problem[];
}

/** A function of base and head. Pure in the same way. */
export interface ChangeRule extends RuleMetadata {
  readonly kind: 'change';
  readonly check: (change: Change) => readonly Problem[];
}

export type Rule = IntegrityRule | ChangeRule;
