import type { ConfigKey, ConfigRead } from '../../system/app-config-facts.ts';
import { strengthAt, textOfName } from '../nullable/reads.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { argumentsOf, phpLanguage } from './language.ts';

const typed = /^(?:string|integer|float|boolean|array)$/;

/** `config('a.b', d)`, `Config::get('a.b')`, `config()->get('a.b')`, `config()->string('a.b')`. */
export function configReads(syntax: Syntax): readonly ConfigRead[] {
  return [...callsIn(syntax)].flatMap(({ call, via, must }): readonly ConfigRead[] => {
    const [first, fallback] = argumentsOf(call);
    const key = textOfName(first, phpLanguage, syntax);
    if (!first || key === undefined || !/^[\w-]+(?:\.[\w-]+)+$/.test(key)) return [];
    const strength = fallback ? 'defaulted' : must ? 'required' : strengthAt(call, key, phpLanguage, syntax);
    return [{ kind: 'config-read', family: 'laravel', key, line: lineOf(first), strength, via }];
  });
}

function* callsIn(syntax: Syntax): Generator<{ call: SyntaxNode; via: string; must: boolean }> {
  for (const word of syntax.words('config')) {
    const call = phpLanguage.callOf(word);
    if (call?.type !== 'function_call_expression') continue;
    if (argumentsOf(call).length > 0) yield { call, via: 'config()', must: false };
    const outer = call.parent;
    const method = outer?.childForFieldName('name')?.text ?? '';
    if (outer?.type === 'member_call_expression' && (method === 'get' || typed.test(method)))
      yield { call: outer, via: `config()->${method}`, must: method !== 'get' };
  }
  for (const word of syntax.words('Config')) {
    const call = word.parent;
    if (call?.type !== 'scoped_call_expression') continue;
    const method = call.childForFieldName('name')?.text ?? '';
    if (method === 'get' || typed.test(method))
      yield { call, via: `Config::${method}`, must: method !== 'get' };
  }
}

/** `config(['a.b' => 1])`, `Config::set('a.b', 1)`: keys that code gives while it runs. */
export function configWrites(syntax: Syntax): readonly ConfigKey[] {
  const names = [...syntax.words('config'), ...syntax.words('Config')].flatMap((word) => {
    const call = phpLanguage.callOf(word) ?? word.parent;
    if (call?.type === 'scoped_call_expression')
      return call.childForFieldName('name')?.text === 'set' ? argumentsOf(call).slice(0, 1) : [];
    const [first] = call?.type === 'function_call_expression' ? argumentsOf(call) : [];
    return first?.type === 'array_creation_expression'
      ? first.namedChildren.flatMap((each) => each.namedChild(0) ?? [])
      : [];
  });
  return names.flatMap((name): readonly ConfigKey[] => {
    const key = phpLanguage.string(name);
    return key?.includes('.')
      ? [{ kind: 'config-key', family: 'laravel', key, line: lineOf(name), open: true }]
      : [];
  });
}
