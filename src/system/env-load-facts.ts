import type { EnvLoader } from '../formats/dotenv/loaders.ts';

/** A program loads an env file: `docker run --env-file`, `node --env-file`, `load_dotenv()`. */
export interface EnvLoad {
  readonly kind: 'env-load';
  readonly loader: EnvLoader;
  /** as written */
  readonly path: string;
  /** where it runs, relative to the repository root; null: some folder above the file that says so */
  readonly directory: string | null;
  /** 1-based */
  readonly line: number;
}

/**
 * What one loader makes of a line that not all loaders read alike. `as` says how, in relation to what is written:
 * taken as meant, with its quotes, up to a `#`, with variables or escapes filled in, from the shell, or not at all.
 */
export interface LoaderReading {
  readonly loader: EnvLoader;
  /** see `ValueShape`; null when the loader gives no value */
  readonly digest: string | null;
  readonly as: 'plain' | 'quoted' | 'cut' | 'filled' | 'escaped' | 'host' | 'absent';
}
