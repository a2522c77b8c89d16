/** Facts about workflows that call each other. */

/** How a workflow starts and what it takes from a workflow that calls it. */
export interface Workflow {
  readonly kind: 'workflow';
  /** 1-based */
  readonly line: number;
  /** `push`, `pull_request`, `workflow_call` */
  readonly events: readonly string[];
  /** `on.workflow_call.secrets`; names without regard to case */
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[];
  /** jobs that name an `environment`: its secrets are theirs, whoever calls the workflow */
  readonly withEnvironment: readonly string[];
}

/** A job that is another workflow of this repository. */
export interface WorkflowCall {
  readonly kind: 'workflow-call';
  /** 1-based */
  readonly line: number;
  /** the job */
  readonly unit: string;
  /** relative to the repository root */
  readonly path: string;
  /** what is passed by name; undefined: all that the caller has (`secrets: inherit`) */
  readonly secrets?: readonly { readonly name: string; readonly line: number }[];
}
