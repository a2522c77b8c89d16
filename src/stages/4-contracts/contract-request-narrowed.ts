import { code, list, text } from '../../report/text.ts';
import type { InputNarrowed } from '../../contracts/payloads/payload-change.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';
import { changesInWords, payloadPlaces, usingPackages } from './payload-problem.ts';

export const contractRequestNarrowed: ChangeRule = {
  kind: 'change',
  id: 'contract-request-narrowed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A request that was accepted before is not accepted any more',
  assumption: 'Assumes every client already sends requests as they are now demanded.',
  verify: 'Send what the clients send today to the new version; run the consumers’ contract tests.',
  explanation: `The schemas of request bodies are compared as sets of accepted payloads, references and \`allOf\` resolved,
whatever the documents look like. What narrows a request breaks those who send it: a property that became
required, a type, format or bound that was tightened, a value taken out of an \`enum\`, \`additionalProperties\`
closed, a media type or alternative removed. Read-only properties do not count. Requests of webhooks and
callbacks are judged as responses, because the provider sends them. The parts of a form are compared by their content types,
their style and the headers they need (\`encoding\`). Pact files are callers of what their interactions ask for. In a GraphQL schema inputs are requests: a
field or value that is no longer taken, a new one that must be given, another type.

Of Avro schemas it says what keeps readers with the new schema from reading data of the old one: a field
without a default, a type that is no promotion, a symbol or branch that is gone. Their schemas and JSON Schemas
do not say who reads and who writes, so those are questions, and medium.

Inputs of tRPC procedures are compared in the same way where they are schemas of Zod. It asks about limits that no type
shows, when code of another workspace package calls the procedure; and about everything else that is narrower when an app
that stays installed in its old version calls it (Expo, React Native, Electron, Tauri, Capacitor, browser extensions).

High; critical when code in this repository calls the operation. Medium for a property that is no longer
known, a changed \`default\` and a changed pattern. What widens a request is compatible and not listed.`,
  check: (change) => [
    ...contractProblems(change, 'contract-request-narrowed', {
      assumption: ({ subject }) =>
        text`Assumes every client already sends ${code(subject)} as it is now demanded`,
      verify: ({ subject }) =>
        text`Send what clients send today for ${code(subject)} to the new version, or run their contract tests`,
      callersRaise: true,
    }),
    ...(change.payloads ?? []).flatMap((each) =>
      each.kind === 'input-narrowed' ? [inputNarrowed(each)] : [],
    ),
  ],
};

function inputNarrowed(change: InputNarrowed): Problem {
  const { name, package: own, uses, changes, lasting } = change;
  return {
    subject: name,
    identity: [own, name, 'input-narrowed'],
    severity: 'medium',
    confidence: 'possible',
    title: text`The procedure ${code(name)} refuses what it accepted: ${changesInWords(changes)}`,
    assumption: text`Assumes what ${usingPackages(uses)} sends to ${code(name)} keeps to that already; does it?`,
    ...(lasting.length > 0
      ? { detail: text`Installed versions of ${list(lasting, 3)} go on sending what they send today.` }
      : {}),
    verify: text`Look at what the callers of ${code(name)} let people enter, and which of their old versions are still in use`,
    ...payloadPlaces(change, text`calls ${code(name)}`),
  };
}
