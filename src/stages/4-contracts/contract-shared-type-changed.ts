import type { EnumRevalued, ExportRemoved, SchemaNarrowed } from '../../contracts/payloads/payload-change.ts';
import { code, list, text } from '../../report/text.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { changesInWords, payloadPlaces, usingPackages } from './payload-problem.ts';

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

Schemas of Zod that such a package exports are read from their text and compared as sets of payloads that they accept, as
descriptions of an API are. It asks about those that refuse what they accepted, where another package checks whole payloads with
them: what is stored, queued or sent by a client that was deployed before may not fit any more. Of a new required property it asks
only where the name says that somebody sends the payload (\`…Input\`, \`…Event\`, \`Create…\`): a record gets its new column with it.

Of types that no schema checks it asks about those whose names say that their data waits in a queue or is sent to be handled later
(\`…JobData\`, \`…EventPayload\`): a new required property, another type.

It asks, too, about enums (and constant objects that a type is made of) whose members have other values under the same names, where
another package uses them: a member put in between moves the numbers of those behind it, and no compiler minds.

High, and certain: an import asks for a name that is not there. Medium, as a question: a schema that refuses what it accepted;
more than two of one package are one question.

It stays silent where the package still exports the name from another file or passes it on, where it passes on everything of a
package or of a generated file that is not in the commit, where only tests import it, and within one package. Schemas that a file takes from
others of its package count as they are at head. Of schemas it leaves out what their text does not tell: parts that are imported
from another package or through an index, \`refine\`, \`preprocess\`, bounds that are computed. It stays silent where others only take
the type of a schema, some of its fields, or the rules of a form.`,
  check: ({ payloads = [] }) => [
    ...payloads.flatMap((each) => (each.kind === 'export-removed' ? [removed(each)] : [])),
    ...payloads.flatMap((each) => (each.kind === 'enum-revalued' ? [revalued(each)] : [])),
    ...narrowings(payloads.filter((each) => each.kind === 'schema-narrowed')),
  ],
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

/** So many schemas of a package are told one by one; more of them are one question. */
const mostApart = 2;

function narrowings(all: readonly SchemaNarrowed[]): readonly Problem[] {
  const packages = [...new Set(all.map((each) => each.package))];
  return packages.flatMap((own) => {
    const schemas = all.filter((each) => each.package === own);
    const checked = schemas.filter(({ isType }) => !isType);
    const [first] = checked;
    return first && checked.length > mostApart
      ? [together(own, first, checked), ...schemas.filter(({ isType }) => isType).map(narrowed)]
      : schemas.map(narrowed);
  });
}

function narrowed(change: SchemaNarrowed): Problem {
  const { name, package: own, uses, changes, isType } = change;
  const words = changesInWords(changes);
  const users = usingPackages(uses);
  return {
    ...questionAbout(name, own, change),
    identity: [own, name, 'schema-narrowed'],
    title: isType
      ? text`What is under way as ${code(name)} need not fit it any more: ${words}`
      : text`${code(name)} refuses what it accepted: ${words}`,
    ...payloadPlaces(change, isType ? text`uses ${code(name)}` : text`checks with ${code(name)}`),
    assumption: isType
      ? text`Assumes nothing that was queued or sent as ${code(name)} before this change reaches ${users} after it; is that so?`
      : text`Assumes nothing that ${users} still checks with ${code(name)} was written or sent before this change; is that so?`,
  };
}

function together(own: string, first: SchemaNarrowed, schemas: readonly SchemaNarrowed[]): Problem {
  const names = schemas.map(({ name }) => name);
  const uses = schemas.flatMap((each) => each.uses);
  return {
    ...questionAbout(first.name, own, first),
    identity: [own, 'schemas-narrowed'],
    alsoAbout: names.slice(1),
    title: text`${schemas.length} schemas of ${code(own)} refuse what they accepted: ${list(names, 4)}`,
    detail: text`${changesInWords(first.changes)}.`,
    ...payloadPlaces({ ...first, uses }, text`checks with one of them`),
    assumption: text`Assumes nothing that ${usingPackages(uses)} still checks with them was written or sent before this change; is that so?`,
  };
}

function questionAbout(
  name: string,
  own: string,
  { old }: SchemaNarrowed,
): Pick<Problem, 'subject' | 'severity' | 'confidence' | 'verify'> {
  return {
    subject: name,
    severity: 'medium',
    confidence: 'possible',
    verify: text`Parse what was stored or queued under the schemas of ${code(own)} as ${code(old.path)} had them, and look for senders that are deployed on their own`,
  };
}

function revalued(change: EnumRevalued): Problem {
  const { name, package: own, uses, members } = change;
  const [first] = members;
  const step = first
    ? text`${code(first.name)} is ${code(String(first.to))} and was ${code(String(first.from))}`
    : [];
  const rest = members.length > 1 ? text`, with ${members.length - 1} more` : [];
  return {
    subject: name,
    identity: [own, name, 'enum-revalued'],
    severity: 'medium',
    confidence: 'possible',
    title: text`Members of ${code(name)} have other values: ${step}${rest}`,
    assumption: text`Assumes no value of ${code(name)} is stored, queued or sent between ${code(own)} and builds of ${usingPackages(uses)} from before; is that so?`,
    verify: text`Look for columns, messages and clients that hold values of ${code(name)}`,
    ...payloadPlaces(change, text`uses ${code(name)}`),
  };
}
