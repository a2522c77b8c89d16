import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Grammar } from '../tree-sitter/grammar.ts';
import { isMinified } from '../code-paths.ts';
import { codeEnvLoads } from '../env-loads.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { markupReadsOf, scriptsOf } from './embedded.ts';
import { arktypeSchemasOf } from './arktype.ts';
import { workerMarker } from './cloudflare.ts';
import { environmentsOf } from './environment.ts';
import { callsHelpers } from './helper-calls.ts';
import { nextConfigEnvOf } from './next-config.ts';
import { runtimeConfigOf, runtimeConfigReadsOf } from './nuxt.ts';
import { byLine } from '../locked-package.ts';
import { remoteImportsOf } from './remote-imports.ts';
import { readsOf } from './reads.ts';
import { maySpecify, schemasOf } from './schemas.ts';
import { staticImportsOf } from './static-imports.ts';
import { typingsOf, validatedClassesOf } from './typings.ts';

/** Words without which a file neither reads the environment nor describes it. */
const marker =
  /\bprocess\b[^\n]{0,30}\benv\b|\benv\b[^\n]{0,80}\bprocess\b|import\.meta\.env|\b(?:Bun|Deno)\.env\b|['"]bun['"]|\$env\/|\bloadEnv\(|ProcessEnv|ImportMetaEnv|\buseRuntimeConfig\(|\bruntimeConfig\b|astro:env\/|['"]ark(?:type|env)['"]/;

/** A bundle of this length is mostly libraries, takes seconds to parse, and is made of code that is read anyway. */
const largestBundle = 1 << 20;

const validatedClass = /\bclass-validator\b/;

/** Variables that code reads, sets, checks with a schema or describes in a typing. */
export async function readJavascript({ path, text }: SourceFile): Promise<Reading> {
  if (text.length > largestBundle && isMinified(text)) return { facts: [] };
  const checksClass = validatedClass.test(text);
  if (
    !marker.test(text) &&
    !workerMarker.test(text) &&
    !/(?:^|\/)next\.config\./.test(path) &&
    !callsHelpers(text) &&
    !maySpecify(text) &&
    !checksClass
  )
    return { facts: byLine<Fact>([...codeEnvLoads(text, 'javascript'), ...remoteImportsOf(text)]) };
  const client = /^(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/)*['"]use client['"]/.test(text.slice(0, 3000));
  const isComponent = /\.(vue|svelte|astro)$/i.test(path);
  const code = isComponent ? scriptsOf(text) : text;
  return readSyntax(grammarOf(path, text), code, (syntax) => {
    const environments = environmentsOf(syntax);
    const facts: Fact[] = [
      ...(isComponent ? markupReadsOf(text, code) : []),
      ...readsOf(environments, syntax, path).map((fact) => (client ? inBrowser(fact) : fact)),
      ...codeEnvLoads(code, 'javascript'),
      ...staticImportsOf(syntax),
      ...remoteImportsOf(code),
      ...nextConfigEnvOf(syntax, path),
      ...runtimeConfigOf(syntax, path),
      ...runtimeConfigReadsOf(syntax),
      ...arktypeSchemasOf(syntax, path),
      ...schemasOf(environments, syntax, path),
      ...typingsOf(syntax, path),
      ...(checksClass ? validatedClassesOf(syntax) : []),
    ];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}

/** The grammar that a file of this name is written in. */
export function grammarOf(path: string, text: string): Grammar {
  if (/\.[cm]?ts$/i.test(path)) return 'typescript';
  if (/\.tsx$/i.test(path)) return 'tsx';
  if (/\.(vue|svelte|astro)$/i.test(path))
    return /<script[^>]{0,200}\btsx\b/.test(text) ? 'tsx' : 'typescript';
  // Flow's annotations are near enough to TypeScript's.
  return /@flow\b/.test(text.slice(0, 2000)) ? 'tsx' : 'javascript';
}

/** What a file with `'use client'` reads is inlined or not there: a browser has no environment. */
function inBrowser<T extends Fact>(fact: T): T {
  return fact.kind === 'read' && fact.via === 'process.env' ? { ...fact, client: true } : fact;
}
