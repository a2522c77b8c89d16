import type { At, ReadStrength, ValueShape } from './facts.ts';

/**
 * Whose rules say how a key is spelled, where it is looked for, and which variable overrides it:
 *
 * - `jvm`: Spring, Quarkus and MicroProfile, Micronaut, Ktor: `payment.timeout`, overridden by `PAYMENT_TIMEOUT`
 * - `dotnet`: `Payment:Timeout`, case does not matter, overridden by `Payment__Timeout`
 * - `laravel`: `services.stripe.key` is the entry `stripe.key` of `config/services.php`; no variable overrides it
 */
export type ConfigFamily = 'jvm' | 'dotnet' | 'laravel';

/** An application's own configuration file gives a key. */
export interface ConfigKey extends At {
  readonly kind: 'config-key';
  readonly family: ConfigFamily;
  /** whole, as the family separates its parts; indexes of lists left out, so a list is one key */
  readonly key: string;
  /** of the profile or environment that the file or document is for; absent where it is for all */
  readonly profile?: string;
  /** absent where the key holds a list, nothing, or what a placeholder or call gives */
  readonly value?: ValueShape;
  /** keys below this one are not all listed: computed, or taken from elsewhere */
  readonly open?: true;
}

/** Code or configuration asks for a key of the application's configuration. */
export interface ConfigRead extends At {
  readonly kind: 'config-read';
  readonly family: ConfigFamily;
  readonly key: string;
  readonly strength: ReadStrength;
  /** the idiom: `@Value`, `@ConfigurationProperties`, `GetConnectionString`, `config()` */
  readonly via: string;
  /** whatever spelling comes to the same counts (`timeout-ms`, `timeoutMs`); otherwise the key is taken as it is written */
  readonly relaxed?: true;
  /** any key below this one answers it */
  readonly section?: true;
}

/** Configuration comes from a place outside of the repository as well: a config server, a key vault. */
export interface ConfigSource extends At {
  readonly kind: 'config-source';
  readonly family: ConfigFamily;
  /** as its users call it: `configserver`, `Azure Key Vault` */
  readonly name: string;
}
