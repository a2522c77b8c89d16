import { folderOf, joinPath, nameOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A unit loads an env file that is not there. */
export const envFileMissing: IntegrityRule = {
  kind: 'integrity',
  id: 'env-file-missing',
  stage: 'config',
  severity: 'high',
  summary: 'A unit loads an env file that the repository does not have',
  assumption: 'Assumes that the env file is on every machine that starts the unit.',
  verify: 'Clone the repository into an empty folder and start the unit.',
  explanation: `Looks at env files that compose services and units name as required. It fires when the path is not in the
tree. A file named \`.env\` or \`.env.something\` is usually kept out of the repository on purpose; a unit that newly needs
one is put as a question, and is low where an example stands beside it. It stays silent for \`required: false\`, for
paths with variables, for paths outside of the repository, and for the \`stack.env\` that Portainer writes.`,
  check: (system): readonly Problem[] => {
    const seen = new Set<string>();
    return system.facts('env-file').flatMap((fact) => {
      const path = joinPath(folderOf(fact.file), fact.path);
      if (!fact.required || path === null || system.tree.has(path) || seen.has(path)) return [];
      if (nameOf(path) === writtenByPortainer) return [];
      seen.add(path);
      const kept = /^\.env(?:\.|$)|\.env$/.test(nameOf(path));
      const example = exampleFor(path, (candidate) => system.tree.has(candidate));
      return [
        {
          subject: path,
          identity: [path],
          severity: kept ? (example === undefined ? 'medium' : 'low') : 'high',
          confidence: kept ? 'possible' : 'likely',
          title: text`${code(fact.unit)} loads ${code(path)}, which is not in the repository`,
          assumption: kept
            ? text`Assumes ${code(path)} is on every machine that starts ${code(fact.unit)}; is it?`
            : text`Assumes ${code(path)} is on every machine that starts ${code(fact.unit)}`,
          ...(example === undefined ? {} : { detail: text`${code(example)} shows what it holds.` }),
          verify: text`Clone the repository into an empty folder and start ${code(fact.unit)}`,
          at: { path: fact.file, line: fact.line },
        },
      ];
    });
  },
};

/** Portainer writes it beside the file of a stack: https://docs.portainer.io/user/docker/stacks/add */
const writtenByPortainer = 'stack.env';

function exampleFor(path: string, has: (path: string) => boolean): string | undefined {
  const folder = folderOf(path);
  const beside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const suffixes = ['.example', '.sample', '.template', '.dist'];
  return [
    ...suffixes.map((suffix) => `${path}${suffix}`),
    ...suffixes.map((suffix) => beside(`.env${suffix}`)),
  ].find(has);
}
