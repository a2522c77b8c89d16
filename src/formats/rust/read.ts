import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { boundVariablesOf } from './bound-variables.ts';
import { readsOf } from './reads.ts';

/** Words without which a file takes nothing from the environment. */
const marker =
  /\b(?:env::|dotenvy?::|envy::|env!\(|option_env!\(|use std::env\b|Env::(?:prefixed|raw)|Environment::with_prefix|rustc-env=)|#\[(?:arg|clap|structopt)\([^\]]{0,400}\benv\b/;

/** Set by cargo for build scripts and while it compiles. */
const byCargo =
  /^(?:CARGO(?:_|$)|DEP_|OUT_DIR$|TARGET$|HOST$|PROFILE$|NUM_JOBS$|OPT_LEVEL$|DEBUG$|RUSTC|RUSTDOC|DOCS_RS$)/;

/** Variables that code reads and sets. */
export async function readRust({ path, text }: SourceFile): Promise<Reading> {
  if (!marker.test(text)) return { facts: [] };
  const isBuildScript = /(?:^|\/)build\.rs$/.test(path);
  return readSyntax('rust', text, (syntax) => {
    const found: readonly Fact[] = [...readsOf(syntax, isBuildScript), ...boundVariablesOf(syntax)];
    const facts = found.filter((fact) => fact.kind !== 'read' || !byCargo.test(fact.name));
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
