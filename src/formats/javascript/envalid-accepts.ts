import { digestsOf } from '../../system/accepted-values.ts';
import type { Accepts } from '../../system/accepted-values.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { optionOf, textsIn } from './schema-steps.ts';
import type { Steps } from './schema-steps.ts';

/** `num` takes whatever begins with a number, so nothing is said of it. */
const validators: Readonly<Record<string, Accepts>> = {
  str: {},
  bool: {
    type: 'boolean',
    oneOf: digestsOf(['true', 't', 'yes', 'on', '1', 'false', 'f', 'no', 'off', '0']),
  },
  port: { type: 'port', minimum: 1, maximum: 65_535 },
  url: { type: 'url' },
  email: { type: 'email' },
  host: { type: 'host' },
  json: { type: 'json' },
};

/** `str({ choices: ['a', 'b'] })`, `port()`; undefined for what is no validator of envalid or envsafe. */
export function acceptsOfEnvalid({ root, steps }: Steps, syntax: Syntax): Accepts | undefined {
  const [step] = steps;
  const accepts = steps.length === 1 && step?.name === root ? validators[root] : undefined;
  if (!accepts || !step) return undefined;
  const choices = optionOf(step.args[0], 'choices');
  const texts = choices && textsIn([choices], syntax);
  return texts && root === 'str' ? { oneOf: texts.map((text) => digestOf(text)) } : accepts;
}
