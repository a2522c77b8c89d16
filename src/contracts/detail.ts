import { code, list, text } from '../report/text.ts';
import type { Text } from '../report/text.ts';
import type { ContractChange } from './change.ts';

/** The operations that a change reaches, unless its subject names the only one; a payload that shows it; why it is a guess. */
export function detailOf({ operations, subject, reason, example }: ContractChange): Text {
  const sentences: Text[] = [];
  const isNamed = operations.length === 1 && subject.includes(operations[0] ?? '');
  if (operations.length > 0 && !isNamed) {
    const noun = operations.length === 1 ? 'operation' : 'operations';
    sentences.push(text`Reaches ${operations.length} ${[noun]}: ${list(operations, 4)}.`);
  }
  if (example?.validIn === 'old')
    sentences.push(text`${code(example.payload)} was valid and is not any more.`);
  if (example?.validIn === 'new') sentences.push(text`${code(example.payload)} was not valid and is now.`);
  if (reason !== undefined) sentences.push([`${reason}.`]);
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}
