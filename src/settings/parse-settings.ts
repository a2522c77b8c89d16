import { UserError } from '../errors.ts';
import { Unreadable } from '../formats/format.ts';
import { shown, terminalSafe } from '../report/escape.ts';
import { stages } from '../stages/rule.ts';
import { closest } from './closest.ts';
import { readSettingsDocument } from './settings-document.ts';
import type { SettingsDocument } from './settings-document.ts';
import { acceptKeys, contractKeys, gates, ruleSettings, settingsSchema } from './settings-schema.ts';
import type { AcceptEntry, Settings } from './settings.ts';

export interface SettingsSource {
  /** as messages name it */
  readonly path: string;
  /** every rule there is: another one in `rules` is a mistake */
  readonly ruleIds: readonly string[];
}

/**
 * Settings from the text of a settings file, defaults filled in. Throws {@link UserError}
 * that names every mistake with its line, and for a word that is not known the nearest
 * one that is. Messages hold keys, never values.
 */
export function parseSettings(text: string, { path, ruleIds }: SettingsSource): Settings {
  const document = readable(text, path);
  const schema = settingsSchema(ruleIds.map((id) => ({ id, summary: id })));
  const result = schema.safeParse(document.data);
  if (!result.success) throw mistakes(path, result.error.issues, document, ruleIds);
  const { 'fail-on': failOn, stages: switches, rules, ...rest } = result.data;
  const { ignore, provided, advisories, contracts, accept } = rest;
  return {
    failOn,
    stages: Object.fromEntries(
      Object.entries(switches).map(([stage, state]) => [stage, state === true || state === 'on']),
    ),
    rules: Object.fromEntries(
      Object.entries(rules).flatMap(([id, setting]) => (setting === undefined ? [] : [[id, setting]])),
    ),
    ignore,
    provided,
    ...(advisories === 'github' ? { advisories } : {}),
    ...(contracts.protobuf === undefined ? {} : { protobuf: contracts.protobuf }),
    ...(contracts.files.length === 0
      ? {}
      : {
          contractFiles: contracts.files.map(({ path, as, direction }) => ({
            path,
            as,
            ...(direction === undefined ? {} : { direction }),
          })),
        }),
    accept: accept.map(({ until = null, ...entry }): AcceptEntry => ({ ...entry, until })),
  };
}

function readable(text: string, path: string): SettingsDocument {
  try {
    return readSettingsDocument(text);
  } catch (error) {
    if (error instanceof Unreadable) {
      throw new UserError(`${path} cannot be read. ${error.message}`, 'Mend the file: it is to be YAML.');
    }
    throw error;
  }
}

type Issues =
  ReturnType<ReturnType<typeof settingsSchema>['safeParse']> extends infer R
    ? R extends { success: false; error: { issues: infer I } }
      ? I
      : never
    : never;

function mistakes(
  path: string,
  issues: Issues,
  document: SettingsDocument,
  ruleIds: readonly string[],
): UserError {
  const found = issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey([...issue.path, key], ruleIds))
        : [{ at: issue.path, words: `${nameOf(issue.path)} ${issue.message}${meant(issue.path, document)}` }],
    )
    .map(({ at, words }) => ({ line: document.lineOf(at), words }))
    .toSorted((a, b) => a.line - b.line);
  const lines = found.map(({ line, words }) => `line ${line}: ${words}`);
  return new UserError(
    lines.length === 1
      ? `${path}, ${lines[0]}`
      : `${path} has ${lines.length} mistakes:\n  ${lines.join('\n  ')}`,
    'Mend the settings file; docs/settings.md has every key and what it takes.',
  );
}

function unknownKey(
  at: readonly PropertyKey[],
  ruleIds: readonly string[],
): { readonly at: readonly PropertyKey[]; readonly words: string } {
  const key = String(at.at(-1));
  const [what, known] = knownKeys(at.slice(0, -1), ruleIds);
  const near = closest(key, known);
  const end = near === undefined ? `known: ${known.slice(0, 12).join(', ')}` : `did you mean ${near}?`;
  return {
    at,
    words: `${quote(key)} is no ${what}; ${known.length > 12 && near === undefined ? 'see docs/rules' : end}`,
  };
}

function knownKeys(
  parent: readonly PropertyKey[],
  ruleIds: readonly string[],
): readonly [string, readonly string[]] {
  if (parent[0] === 'stages') return ['stage', stages];
  if (parent[0] === 'rules') return ['rule', ruleIds];
  if (parent[0] === 'contracts')
    return parent.length > 1
      ? ['key of a contract file', contractKeys]
      : ['setting of contracts', ['protobuf', 'files']];
  if (parent[0] === 'accept') return ['key of an accept entry', acceptKeys];
  return ['setting', Object.keys(settingsSchema([]).shape)];
}

/** For the two keys that take one of a few words: the one that was likely meant. */
function meant(path: readonly PropertyKey[], { data }: SettingsDocument): string {
  const words = path[0] === 'fail-on' ? gates : path[0] === 'rules' && path.length === 2 ? ruleSettings : [];
  let value: unknown = data;
  for (const step of path) value = (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[step];
  const near = typeof value === 'string' ? closest(value, words) : undefined;
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** `accept[0].until` */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return name === '' ? 'The file' : quote(name.replace(/^\./, ''));
}

function quote(key: string): string {
  return `"${terminalSafe(shown(key, 60))}"`;
}
