import { digestsOf } from '../../system/accepted-values.ts';
import type { Accepts } from '../../system/accepted-values.ts';
import { digestOf } from '../../system/value-shape.ts';
import { acceptsOfPattern } from '../schema-pattern.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { literalText } from './names.ts';
import { acceptsOfEnvalid } from './envalid-accepts.ts';
import { ofForm, ofSize } from './schema-checks.ts';
import { stepsOf, textsIn } from './schema-steps.ts';
import type { Step, Steps } from './schema-steps.ts';

/** Where a chain stands: what has been said, and what has become of the text. */
interface State {
  readonly library: 'zod' | 'valibot' | 'joi' | 'yup';
  readonly syntax: Syntax;
  readonly depth: number;
  accepts: Accepts;
  /** the text has been made a number */
  numeric: boolean;
  /** `z.coerce` */
  coerced: boolean;
  /** the text has been made something that later words speak of */
  transformed: boolean;
}

/** Parts to add; `stop`: what follows speaks of something else; `open`: nothing can be said of the text at all. */
type Outcome = Accepts | 'stop' | 'open';

const deepest = 6;

/** What one field of zod, valibot, Joi, Yup or envalid accepts; undefined when anything goes or nothing can be told. */
export function acceptsOf(value: SyntaxNode | null, syntax: Syntax): Accepts | undefined {
  const chain = stepsOf(value, syntax);
  const accepts = chain && (acceptsOfEnvalid(chain, syntax) ?? ofChain(chain, syntax, 0, false));
  return accepts && Object.keys(accepts).length > 0 ? accepts : undefined;
}

function ofChain(
  { root, steps }: Steps,
  syntax: Syntax,
  depth: number,
  numeric: boolean,
): Accepts | undefined {
  const library = /^joi$/i.test(root)
    ? 'joi'
    : /^yup$/i.test(root)
      ? 'yup'
      : root === 'v'
        ? 'valibot'
        : 'zod';
  if (depth > deepest || (library === 'zod' && root !== 'z')) return undefined;
  const converts = library === 'joi' || library === 'yup';
  const state: State = {
    library,
    syntax,
    depth,
    accepts: {},
    numeric: numeric || (converts && /^(?:number|int)$/.test(steps[0]?.name ?? '')),
    coerced: numeric || converts,
    transformed: false,
  };
  return follow(steps, state);
}

function follow(steps: readonly Step[], state: State): Accepts | undefined {
  for (const step of steps) {
    const outcome =
      state.transformed && !/^(?:pipe|catch|fallback)$/.test(step.name) ? {} : apply(step, state);
    if (outcome === 'open') return undefined;
    if (outcome === 'stop') break;
    state.accepts = { ...state.accepts, ...outcome };
  }
  return state.accepts;
}

/** Words that say nothing about which texts pass. */
const neutral =
  /^(?:string|trim|default|prefault|optional|nullable|nullish|exactOptional|required|exist|defined|refine|superRefine|check|brand|describe|description|meta|readonly|label|note|messages?|typeError|nonoptional|title|metadata|nonEmpty)$/;

function apply({ name, args }: Step, state: State): Outcome {
  const [first] = args;
  const { library, syntax } = state;
  if (
    /^(?:optional|nullable|nullish|exactOptional|undefinedable|nonEmpty)$/.test(name) &&
    first &&
    library !== 'joi'
  )
    return first.type === 'object' || literalText(first) !== undefined ? {} : inner(first, state);
  if (neutral.test(name)) return {};
  switch (name) {
    case 'coerce':
      state.coerced = true;
      return {};
    case 'number':
    case 'bigint':
      if (!state.coerced && !state.numeric) return 'open';
      state.numeric = true;
      return { type: name === 'bigint' ? 'integer' : (state.accepts.type ?? 'number') };
    case 'boolean':
      return ofBoolean(state);
    case 'stringbool':
      return { type: 'boolean', oneOf: digestsOf(flagWords) };
    case 'enum':
    case 'nativeEnum':
    case 'picklist':
    case 'literal':
    case 'valid':
    case 'oneOf':
    case 'equal':
      return ofList(name, args, state);
    case 'union':
      return ofUnion(first, syntax);
    case 'or':
      return first && /\.literal\(\s*(?:''|"")\s*\)$/.test(first.text) ? {} : 'open';
    case 'allow':
      return args.every((node) => /^(?:''|""|null)$/.test(node.text)) ? {} : 'open';
    case 'transform':
      return ofTransform(first, state);
    case 'toNumber':
      state.numeric = true;
      return { type: 'number' };
    case 'pipe':
      return ofPipe(args, state);
    case 'regex':
    case 'pattern':
    case 'matches':
      return first?.type === 'regex' && !first.childForFieldName('flags')
        ? acceptsOfPattern(first.childForFieldName('pattern')?.text ?? '')
        : {};
    case 'startsWith': {
      const scheme = /^([a-z][a-z0-9+.-]*):\/\/$/.exec(literalText(first ?? null) ?? '')?.[1];
      return scheme === undefined ? {} : { schemes: [scheme] };
    }
    default:
      return ofForm(name, first) ?? ofSize(name, first, state) ?? (isOpen.test(name) ? 'open' : 'stop');
  }
}

/** What a wrapped schema says; the wrapper says nothing about texts. */
function inner(node: SyntaxNode, { syntax, depth, numeric }: State): Outcome {
  const chain = stepsOf(node, syntax);
  return (chain && ofChain(chain, syntax, depth + 1, numeric)) ?? 'open';
}

const isOpen =
  /^(?:catch|fallback|failover|preprocess|when|alternatives|any|unknown|custom|array|object|record|date|lazy|tuple|json|codec|templateLiteral|iso|empty|concat|cast|int|integer|safe|insensitive|lowercase|uppercase)$/;

/** Zod 4's words by default. */
const flagWords = ['true', '1', 'yes', 'on', 'y', 'enabled', 'false', '0', 'no', 'off', 'n', 'disabled'];

function ofBoolean({ library, coerced }: State): Outcome {
  if (library === 'joi') return { type: 'boolean', oneOf: digestsOf(['true', 'false']) };
  if (library === 'yup') return { type: 'boolean', oneOf: digestsOf(['true', 'false', '1', '0']) };
  return library === 'zod' && coerced ? { anyTextIsTrue: true } : 'open';
}

function ofList(name: string, args: readonly SyntaxNode[], { numeric, syntax }: State): Outcome {
  // Numbers may be written in more than one way.
  if (numeric) return 'stop';
  // A second argument holds messages, except where the texts are the arguments.
  const listed = name === 'valid' || name === 'equal' ? args : args.slice(0, 1);
  const texts = textsIn(listed, syntax);
  return texts && texts.length > 0 ? { oneOf: texts.map((text) => digestOf(text)) } : 'open';
}

function ofUnion(members: SyntaxNode | undefined, syntax: Syntax): Outcome {
  const all = members?.type === 'array' ? members.namedChildren.map((node) => acceptsOf(node, syntax)) : [];
  const listed = all.flatMap((accepts) => (accepts?.oneOf && !accepts.type ? [accepts.oneOf] : []));
  return all.length > 0 && listed.length === all.length ? { oneOf: listed.flat() } : 'open';
}

/** Text becomes something else: only a number is followed. */
function ofTransform(to: SyntaxNode | undefined, state: State): Outcome {
  const isNumber = /^Number$|\bNumber\(/.test(to?.text.slice(0, 300) ?? '');
  if (state.library === 'valibot') {
    state.coerced = isNumber;
    state.numeric = isNumber;
    return isNumber ? {} : 'stop';
  }
  state.numeric = isNumber;
  state.transformed = true;
  return {};
}

function ofPipe(args: readonly SyntaxNode[], state: State): Outcome {
  if (state.library === 'valibot') {
    for (const node of args) {
      const steps = stepsOf(node, state.syntax)?.steps;
      if (!steps) return 'stop';
      if (follow(steps, state) === undefined) return 'open';
    }
    return state.accepts;
  }
  if (state.transformed && !state.numeric) return 'stop';
  const [to] = args;
  const outcome = to ? inner(to, state) : 'stop';
  return outcome === 'open' ? 'stop' : outcome;
}
