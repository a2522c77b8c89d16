import { isCodePath } from '../formats/code-paths.ts';
import type { Declaration } from './facts.ts';
import type { System } from './system.ts';

/** Formats whose declarations reach containers, images or clusters: none of them sets anything where compose runs. */
const elsewhere = new Set([
  'compose',
  'dockerfile',
  'kubernetes',
  'kustomization',
  'helm-values',
  'helm-template',
  'terraform',
]);

/**
 * Places that may set a variable for the shell in which compose runs, or that tell people to:
 * env files and their examples, workflows, makefiles, scripts, prose. A schema in code does neither.
 */
export function isNamedForHost(system: System, name: string): boolean {
  const counts = (path: string): boolean => !elsewhere.has(system.files.get(path)?.format ?? '');
  return (
    system
      .facts('declaration')
      .some(
        (fact) => fact.name === name && fact.role !== 'validated' && isForHost(fact) && counts(fact.file),
      ) || system.mentions('variable', name).some(({ path }) => counts(path) && !isCodePath(path))
  );
}

/** What a pipeline sets for itself is found as a mention where the name is in play; where it is not, it must not count on one side only. */
function isForHost({ phase }: Declaration): boolean {
  return phase !== 'ci';
}

/** Started by a pipeline, which sets what it needs by itself. */
export function isPipelineCompose(path: string): boolean {
  return /(?:^|[._/-])(?:ci|test|tests|e2e|integration)(?:[._/-][^/]*)?\.ya?ml$/i.test(path);
}

/** A service that runs the tests of others: it holds their code and does not start it. */
export function isTestService(name: string): boolean {
  return /(?:^|[._-])(?:tests?|e2e|specs?|cypress|playwright)(?:$|[._-])|[a-z](?:Tests?|E2E)$/.test(name);
}
