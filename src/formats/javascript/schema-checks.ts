import type { Accepts } from '../../system/accepted-values.ts';
import { acceptsOfPattern } from '../schema-pattern.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { numberIn, optionOf } from './schema-steps.ts';

/** Texts of a known form. */
export function ofForm(name: string, options: SyntaxNode | undefined): Accepts | undefined {
  switch (name) {
    case 'url':
    case 'uri':
      if (optionOf(options, 'allowRelative')) return {};
      return { type: 'url', ...ofProtocol(optionOf(options, 'protocol')) };
    case 'httpUrl':
      return { type: 'url', schemes: ['http', 'https'] };
    case 'email':
      return { type: 'email' };
    case 'uuid':
    case 'uuidv4':
    case 'guid':
      return { type: 'uuid' };
    case 'hostname':
      return { type: 'host' };
    case 'port':
      return { type: 'port', minimum: 0, maximum: 65_535 };
    default:
      return undefined;
  }
}

function ofProtocol(pattern: SyntaxNode | undefined): Accepts {
  const source = /^\/\^?\(?([a-z][a-z0-9+?|-]*)\)?\$?\/$/.exec(pattern?.text ?? '')?.[1];
  return source === undefined ? {} : acceptsOfPattern(`^${source}://`);
}

/** Bounds of a text's length or of a number, and whole numbers. A number that the text never became says nothing. */
export function ofSize(
  name: string,
  first: SyntaxNode | undefined,
  { numeric, accepts }: { readonly numeric: boolean; readonly accepts: Accepts },
): Accepts | undefined {
  const bound = numberIn(first);
  switch (name) {
    case 'int':
    case 'integer':
    case 'safe':
      if (!numeric) return undefined;
      return { type: accepts.type === 'port' ? 'port' : 'integer' };
    // More than nothing: a fraction will do.
    case 'positive':
      return { minimum: Number.MIN_VALUE };
    case 'nonnegative':
      return { minimum: 0 };
    case 'nonempty':
      return { minLength: 1 };
    case 'finite':
    case 'negative':
      return {};
    case 'min':
    case 'gte':
    case 'gt':
    case 'greater':
    case 'moreThan':
    case 'minValue':
    case 'minLength':
      if (bound === undefined) return {};
      return numeric ? { minimum: bound } : { minLength: bound };
    case 'max':
    case 'lte':
    case 'lt':
    case 'less':
    case 'lessThan':
    case 'maxValue':
    case 'maxLength':
      if (bound === undefined) return {};
      return numeric ? { maximum: bound } : { maxLength: bound };
    case 'length':
      return bound === undefined || numeric ? {} : { minLength: bound, maxLength: bound };
    default:
      return undefined;
  }
}
