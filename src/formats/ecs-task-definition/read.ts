import type { Reading, SourceFile } from '../format.ts';
import { withoutBareMarks } from '../bare-marks.ts';
import { readJson } from '../json.ts';
import { get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { awsEntry } from '../aws-entry.ts';
import { nameOf } from '../paths.ts';
import { suppliedText } from '../supplied-value.ts';
import type { ValueLanguage } from '../supplied-value.ts';
import { readContainers } from './containers.ts';

/** What a pipeline fills in before AWS sees the file: `${TAG}`, `$TAG`, `<IMAGE1_NAME>`, `{{ tag }}`. */
const mark = /\$\{[^}]*\}|\$[A-Z_]\w*|<[A-Z_][A-Z0-9_]*>|\{\{/;

const json: ValueLanguage = {
  valueOf: (node) => {
    const text = textOf(node) ?? '';
    return suppliedText(text, mark.test(text));
  },
  entryOf: (node) => awsEntry(textOf(node) ?? ''),
};

/** A task definition, or the list of containers alone, as templates of Terraform keep it. */
export function readTaskDefinition({ path, text }: SourceFile): Reading {
  const root = readJson(path.endsWith('.json') ? text : withoutBareMarks(text));
  const definition = get(root, 'taskDefinition') ?? root;
  const family = textOf(get(definition, 'family'));
  const list: Node | undefined =
    definition.kind === 'list' ? definition : get(definition, 'containerDefinitions');
  const name = family ?? nameOf(path).replace(/\..*$/, '');
  const facts = readContainers(list, { name, language: json });
  return { facts: facts.toSorted((a, b) => a.line - b.line) };
}
