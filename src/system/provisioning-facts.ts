/** Facts about values that live outside of the repository, in a store somebody fills. */

import type { At } from './facts.ts';

/** Where a value is kept that no file of the repository holds. */
export type Store =
  /** Systems Manager parameter store */
  | 'aws-ssm'
  | 'aws-secrets-manager'
  | 'gcp-secret-manager'
  | 'azure-key-vault'
  | 'vault'
  /** the store behind an `ExternalSecret`, where it is not known which */
  | 'external-secrets'
  /** `wrangler secret put` */
  | 'cloudflare'
  /** `fly secrets set` */
  | 'fly'
  /** config vars of a Heroku app */
  | 'heroku'
  /** environment page of a Render service or group */
  | 'render'
  /** a platform's dashboard that no other member names */
  | 'dashboard';

/**
 * An entry of a store. A declaration says how a unit gets a variable; this says that
 * something outside must exist for it, so both stand side by side in a file that says both.
 */
export interface StoreEntry extends At {
  readonly kind: 'store-entry';
  readonly store: Store;
  /** as the store names it: `/prod/db/password`, `STRIPE_KEY`; without account, region and version */
  readonly entry: string;
  /**
   * - `needed`: the file counts on it (`secrets[].valueFrom`, `sync: false`, `secrets.required`, `remoteRef`)
   * - `created`: the file makes it, with a value (`aws_ssm_parameter`, `AWS::SSM::Parameter`, `PushSecret`)
   */
  readonly role: 'needed' | 'created';
  /** the variable that is filled with it, where the file says */
  readonly variable?: string;
  /** the unit that needs it, as its unit fact is named */
  readonly unit?: string;
  /** part of the name is a variable or a template: what is known is a pattern */
  readonly variableName?: true;
  /** the unit starts without it */
  readonly optional?: true;
}
