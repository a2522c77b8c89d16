import { code, text } from '../../report/text.ts';
import type { ChangeRule } from '../rule.ts';
import { contractProblems } from './contract-problem.ts';

export const contractWireChanged: ChangeRule = {
  kind: 'change',
  id: 'contract-wire-changed',
  stage: 'contracts',
  severity: 'high',
  summary: 'A protobuf message, enum or method no longer means the same on the wire',
  assumption:
    'Assumes every client and server is deployed at once, and no message of the old form is kept anywhere.',
  verify: 'Read a message that the old version wrote with the new one, and the other way round.',
  explanation: `Compares \`.proto\` files (proto2, proto3 and editions) by the numbers of their fields, under the rules of
updating messages. Definitions are found by their full names: a message that moved to another file of its package has not
changed, nor one that got another name and kept its fields.

High: a number that means another field or an incompatible type, one value that became many or a map, a required field that
came or went, a number that was reserved, another request, response or streaming of a method, another package of a service.
Medium, as a question: what changes the JSON form alone (names of fields and enum values, enums and numbers of another
size), a field or value that is gone and whose number is not reserved, a field that moved into or out of a oneof, another
default. Methods and services that are gone are told by \`contract-operation-removed\`.

How much is promised can be chosen, in the words of Buf's categories: by \`breaking: use\` of the \`buf.yaml\` that is nearest
to the file at base, else by \`contracts: protobuf\` in the settings. \`WIRE\` leaves out what changes the JSON form alone.
\`PACKAGE\` and \`FILE\` tell what changes generated code too: fields, values, messages and enums that are gone though they
are reserved, other names and types, options that name the generated code, and with \`FILE\` what went to another file.
Chosen, that is high; for a module which merely has a name of a registry it is asked, as \`FILE\`. \`except\` and \`ignore_only\`
of a \`buf.yaml\` are heeded.

It stays silent for new fields, values and methods, for what is gone and reserved, for comments, for other options, and for tests and vendored files.`,
  check: (change) =>
    contractProblems(change, 'contract-wire-changed', {
      assumption: ({ subject, level }) =>
        level === 'breaking'
          ? text`Assumes nobody reads or writes ${code(subject)} in its old form any more`
          : text`Assumes nobody relies on the old form of ${code(subject)}`,
      verify: ({ subject }) =>
        text`Read a message with ${code(subject)} that the old version wrote, and the other way round`,
      callersRaise: false,
    }),
};
