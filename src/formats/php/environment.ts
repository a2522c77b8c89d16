import { defaultedBy } from '../nullable/handling.ts';
import type { Access } from '../nullable/reads.ts';
import { isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { guarded } from '../variable-use.ts';
import { argumentsOf, phpLanguage } from './language.ts';

/** What web servers and PHP itself put into `$_SERVER`. */
const ofRequest =
  /^(?:HTTP_|REQUEST_|SERVER_|SCRIPT_|PHP_|REMOTE_|REDIRECT_|ORIG_|SSL_|QUERY_STRING|DOCUMENT_|CONTENT_|CONTEXT_|PATH_|GATEWAY_|HTTPS$|AUTH_TYPE|argv$|argc$|FCGI_|UNIQUE_ID|LARAVEL_|SHELL_VERBOSITY|CF_)/;

/** `getenv('X')`, `env('X', d)`, `$_ENV['X']`, `$_SERVER['X']`. */
export function* accessesIn(syntax: Syntax): Generator<Access> {
  for (const word of syntax.words('getenv')) {
    const call = functionCall(word);
    const [name] = call ? argumentsOf(call) : [];
    if (call && name) yield { node: call, name, via: 'getenv' };
    else syntax.noteBroken(word);
  }
  for (const word of syntax.words('env')) {
    const call = functionCall(word);
    const [name, fallback] = call ? argumentsOf(call) : [];
    if (call && name)
      yield { node: call, name, via: 'env', ...(fallback && { own: defaultedBy(fallback, phpLanguage) }) };
  }
  for (const list of ['_ENV', '_SERVER']) {
    for (const word of syntax.words(`$${list}`)) yield* ofList(word, list);
  }
}

function functionCall(name: SyntaxNode): SyntaxNode | undefined {
  const call = phpLanguage.callOf(name);
  return call?.type === 'function_call_expression' ? call : undefined;
}

function* ofList(variable: SyntaxNode, list: string): Generator<Access> {
  const access = variable.parent;
  if (access?.type !== 'subscript_expression' || access.namedChild(0)?.id !== variable.id) return;
  if (access.parent?.type === 'assignment_expression' && isField(access, 'left')) return;
  const name = access.namedChild(1);
  const text = name ? phpLanguage.string(name) : undefined;
  if (list === '_SERVER') {
    if (text === undefined || ofRequest.test(text)) return;
    yield { node: access, name, via: '$_SERVER', own: guarded };
  } else yield { node: access, name, via: '$_ENV' };
}
