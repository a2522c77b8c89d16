import type { ConfigRead } from '../../system/app-config-facts.ts';
import type { Fact } from '../../system/facts.ts';
import { defaultedBy } from '../nullable/handling.ts';
import type { NullableLanguage } from '../nullable/language.ts';
import { environmentReads, strengthAt, textOfName } from '../nullable/reads.ts';
import type { Access } from '../nullable/reads.ts';
import { isVariable } from '../placeholders.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { direct, guarded } from '../variable-use.ts';

/** `System.getenv` in its forms, and calls that look a key up. */
export function callFacts(syntax: Syntax, language: NullableLanguage): readonly Fact[] {
  return [
    ...environmentReads([...environmentAccesses(syntax, language)], language, syntax),
    ...['getProperty', 'getRequiredProperty', 'property', 'propertyOrNull'].flatMap((name) =>
      keyReads(name, syntax, language),
    ),
  ];
}

function* environmentAccesses(syntax: Syntax, language: NullableLanguage): Generator<Access> {
  for (const word of syntax.words('getenv')) {
    const call = language.callOf(word);
    if (!call) {
      syntax.noteBroken(word);
      continue;
    }
    if (!/(?:^|\.)System$/.test(receiverOf(word))) continue;
    const via = 'System.getenv';
    const [name] = language.argumentsOf(call);
    if (name) yield { node: call, name, via };
    else yield* ofWholeMap(call, language, via);
  }
}

/** `System.getenv().get("X")`, `System.getenv()["X"]`. */
function* ofWholeMap(map: SyntaxNode, language: NullableLanguage, via: string): Generator<Access> {
  const { parent } = map;
  if (parent?.type === 'index_expression') {
    yield { node: parent, name: parent.namedChild(1), via };
    return;
  }
  const member = parent && language.memberOf(map, parent);
  if (!member) return;
  const [name = null, fallback] = member.given;
  if (/^getOr(?:Default|Else)$/.test(member.name))
    yield { node: member.whole, name, via, own: defaultedBy(fallback ?? null, language) };
  else if (member.name === 'containsKey') yield { node: member.whole, name, via, own: guarded };
  else if (member.name === 'getValue') yield { node: member.whole, name, via, own: direct };
  else if (member.name === 'get') yield { node: member.whole, name, via };
}

/** What stands before the dot of a called name. */
function receiverOf(name: SyntaxNode): string {
  const { parent } = name;
  const receiver =
    parent?.childForFieldName('object') ??
    (parent?.type === 'navigation_expression' ? parent.namedChild(0) : null);
  return receiver?.text.slice(-100) ?? '';
}

/** `env.getProperty("a.b")`, `environment.config.property("ktor.a")`. */
function keyReads(name: string, syntax: Syntax, language: NullableLanguage): readonly Fact[] {
  return [...syntax.words(name)].flatMap((word): readonly Fact[] => {
    const call = language.callOf(word);
    const receiver = receiverOf(word);
    const isKtor = name.startsWith('property');
    if (
      !call ||
      !(isKtor ? /(?:^|\.)(?:config|conf)$/i : /^(?:this\.)?(?:\w*env(?:ironment)?|System)(?:\(\))?$/i).test(
        receiver,
      )
    )
      return [];
    const [first, second, third] = language.argumentsOf(call);
    const key = textOfName(first, language, syntax);
    if (key === undefined || first === undefined) return [];
    const line = lineOf(first);
    const fallback = third ?? (second && !/\.class(?:\.java)?$/.test(second.text) ? second : undefined);
    // A system property comes with the command that starts the process.
    const optional = receiver === 'System';
    const strength: ConfigRead['strength'] = fallback
      ? 'defaulted'
      : optional || name === 'propertyOrNull'
        ? 'guarded'
        : name === 'getProperty'
          ? strengthAt(call, key, language, syntax)
          : 'required';
    const via = optional ? 'System.getProperty' : name;
    if (isVariable.test(key))
      return optional ? [] : [{ kind: 'read', name: key, line, strength, phase: 'run', via }];
    return [{ kind: 'config-read', family: 'jvm', key, line, strength, via }];
  });
}
