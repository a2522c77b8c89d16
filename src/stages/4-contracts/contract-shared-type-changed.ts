import type { ExportRemoved } from '../../contracts/payloads/payload-change.ts';
import { code, text } from '../../report/text.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { payloadPlaces, usingPackages } from './payload-problem.ts';

export const contractSharedTypeChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-shared-type-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'What a workspace package exports is gone, and another package still uses it',
  assumption: 'Assumes nobody outside of the package uses what it exported.',
  verify: 'Build the packages that import it.',
  explanation: `Looks at changed JavaScript and TypeScript files of npm packages which the manifest of another package in the same
repository names. A name that such a package exported, and that no file of it exports any more, is looked for among the
imports of the other packages, by the name of the package or by the path of the file.

High, and certain: an import asks for a name that is not there.

It stays silent where the package still exports the name from another file or passes it on, where it passes on everything of a
package or of a generated file that is not in the commit, where only tests import it, and within one package.`,
  check: ({ payloads = [] }) =>
    payloads.flatMap((each) => (each.kind === 'export-removed' ? removed(each) : [])),
};

function removed(change: ExportRemoved): Problem {
  const { name, package: own, uses, old } = change;
  return {
    subject: name,
    identity: [own, name, 'export-removed'],
    confidence: 'certain',
    title: text`${code(own)} no longer exports ${code(name)}, which ${usingPackages(uses)} still imports`,
    assumption: text`Assumes nobody outside of ${code(own)} uses ${code(name)}`,
    verify: text`Build what imports ${code(name)} from ${code(own)}, or look for where ${code(old.path)} had it`,
    ...payloadPlaces(change, text`imports ${code(name)}`),
  };
}
