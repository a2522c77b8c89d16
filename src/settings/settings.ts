import type { ProtobufCategory } from '../contracts/protobuf/policy.ts';
import type { StatedContract } from '../formats/format.ts';
import type { Severity, Stage } from '../stages/rule.ts';

export type FailOn = Severity | 'never';

/** One entry of `accept`: a person's decision to live with a finding. */
export interface AcceptEntry {
  /** id (`SD-3f9a1c`) or fingerprint */
  readonly finding: string;
  readonly reason: string;
  readonly by: string;
  /** ISO date, the last day on which it holds */
  readonly until: string | null;
}

/** Policy, as `.github/system-drift.yml` of the base commit states it, defaults filled in. */
export interface Settings {
  readonly failOn: FailOn;
  readonly stages: Readonly<Partial<Record<Stage, boolean>>>;
  /** by rule id */
  readonly rules: Readonly<Record<string, 'off' | Severity>>;
  /** glob patterns of paths that are not looked at */
  readonly ignore: readonly string[];
  /** variable names, `*` allowed, that are provided from outside the repository */
  readonly provided: readonly string[];
  readonly accept: readonly AcceptEntry[];
  /** how much of a `.proto` file is promised, where its `buf.yaml` does not say so */
  readonly protobuf?: ProtobufCategory;
  /** contract files that neither their names nor their text give away */
  readonly contractFiles?: readonly StatedContract[];
  /** who is asked for known vulnerabilities of what comes in; nobody where left out */
  readonly advisories?: 'github';
}

export const settingsPath = '.github/system-drift.yml';

export const defaultSettings: Settings = {
  failOn: 'high',
  stages: {},
  rules: {},
  ignore: [],
  provided: [],
  accept: [],
};
