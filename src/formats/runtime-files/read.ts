import type { Reading, SourceFile } from '../format.ts';
import { nameOf } from '../paths.ts';
import { readOneVersion } from './one-version.ts';
import { readToolVersions } from './tool-versions.ts';
import { readMise, readRustToolchain } from './toml-files.ts';

/** Picks the reader by the file's name. */
export function readRuntimeFile({ path, text }: SourceFile): Reading {
  const name = nameOf(path);
  if (name === '.tool-versions') return readToolVersions(text);
  if (name.startsWith('rust-toolchain')) return readRustToolchain(text);
  if (name.endsWith('.toml')) return readMise(text);
  return readOneVersion(name, text);
}
