/** Facts about task runners that decide which variables a task sees. */

import type { At } from './facts.ts';

/** A file says how a task runner treats the environment of the tasks it starts. */
export interface EnvFilter extends At {
  readonly kind: 'env-filter';
  readonly tool: 'turbo' | 'nx';
  /** tasks see only what is listed (and what the tool lets through by itself) */
  readonly strict: boolean;
}

/** A variable, or a pattern of such, that a task may see or that its cache depends on. */
export interface PassThrough extends At {
  readonly kind: 'pass-through';
  readonly tool: EnvFilter['tool'];
  /** as written: `API_URL`, `FEATURE_*`, `!SECRET_*` */
  readonly pattern: string;
  /** `build`, `web#build`; absent: all tasks */
  readonly task?: string;
}
