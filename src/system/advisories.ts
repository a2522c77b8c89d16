/** A known vulnerability of a package version that the change brings in, as an advisory database tells it. */
export interface Advisory {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** path of the manifest or lockfile that brings it in */
  readonly manifest: string;
  /** only development needs it */
  readonly dev: boolean;
  /** `GHSA-…` */
  readonly id: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  /** one line, by its authors */
  readonly summary: string;
  readonly url: string;
}

/** What an advisory database said. */
export interface AdvisoryAnswer {
  readonly advisories: readonly Advisory[];
  /** why it could not be asked, in words for a person; null when it was */
  readonly problem: string | null;
}
