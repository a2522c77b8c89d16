import type { Repository } from './source/repository.ts';
import type { FailOn } from './settings/settings.ts';
import type { ComparedCommits, Evidence, Report } from './triage/report.ts';

export interface InspectRequest {
  readonly repository: Repository;
  readonly comparison: ComparedCommits;
  /** text and name of a settings file that replaces the one of the base commit */
  readonly settingsFile?: { readonly path: string; readonly text: string };
  /** wins over the settings */
  readonly failOn?: FailOn;
  /** collected from outside: check runs of the head */
  readonly evidence?: readonly Evidence[];
  /** told what is being done, for progress on stderr */
  readonly progress?: (phase: string) => void;
}

/** The whole way of the data: read the system twice, subtract, triage. */
export function inspect(_request: InspectRequest): Promise<Report> {
  return Promise.reject(new Error('not built yet'));
}
