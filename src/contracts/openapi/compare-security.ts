import { list, text } from '../../report/text.ts';
import { tell } from './comparison.ts';
import type { Exchange, Happening } from './comparison.ts';
import type { ApiOperation, Requirement } from './model.ts';

type Alternative = ReadonlyMap<string, Requirement>;

/**
 * A client that passed before must pass after: for every old alternative there
 * must be a new one that asks for nothing more. All schemes of an alternative are
 * needed together; the alternatives stand beside each other.
 */
export function compareSecurity(exchange: Exchange, old: ApiOperation, next: ApiOperation): void {
  const before = old.security.alternatives;
  const after = next.security.alternatives;
  const lost = before.filter((alternative) => !after.some((other) => asksNoMore(alternative, other)));
  const won = after.filter((alternative) => !before.some((other) => asksNoMore(other, alternative)));
  const spots = {
    rule: 'contract-security-changed',
    old: old.security.at,
    new: next.security.at,
    direction: 'request',
  } as const;
  const subject = isInherited(next) ? 'security' : `${exchange.operation} security`;
  for (const alternative of lost) {
    tell(exchange, exchange.operation, {
      ...spots,
      subject,
      level: 'breaking',
      ...explain(alternative, after, before),
    });
  }
  if (lost.length === 0 && won.length > 0) {
    const phrase = ['accepts more than before'];
    tell(exchange, exchange.operation, {
      ...spots,
      subject,
      level: 'compatible',
      kind: 'security-loosened',
      phrase,
    });
  }
}

function isInherited({ security, at }: ApiOperation): boolean {
  return security.at.path !== at.path || !security.at.pointer.startsWith(`${at.pointer}/`);
}

/** Whether whoever satisfies the first satisfies the second. */
function asksNoMore(old: Alternative, next: Alternative): boolean {
  return [...next.values()].every((needed) => [...old.values()].some((given) => satisfies(given, needed)));
}

function satisfies(given: Requirement, needed: Requirement): boolean {
  return (
    given.definition === needed.definition &&
    given.flows.every((flow) => needed.flows.includes(flow)) &&
    [...needed.scopes].every((scope) => given.scopes.has(scope))
  );
}

/** What became of an alternative, by the new one that is nearest to it. */
function explain(
  lost: Alternative,
  after: readonly Alternative[],
  before: readonly Alternative[],
): Pick<Happening, 'kind' | 'phrase'> & Partial<Pick<Happening, 'old' | 'new' | 'subject'>> {
  if (lost.size === 0) {
    const kind = before.length === 1 ? 'security-added' : 'anonymous-access-removed';
    return { kind, phrase: text`now needs ${list(namesOf(after), 4)}` };
  }
  const near = after.find((other) => [...lost.keys()].every((name) => other.has(name)));
  for (const [name, given] of near && near.size === lost.size ? lost : []) {
    const needed = near?.get(name);
    if (!needed) continue;
    if (given.definition !== needed.definition || !given.flows.every((flow) => needed.flows.includes(flow))) {
      const phrase = ['is another scheme now'];
      const at = given.at && needed.at ? { old: given.at, new: needed.at } : {};
      return { kind: 'security-scheme-changed', subject: `security scheme ${name}`, phrase, ...at };
    }
    const scopes = [...needed.scopes].filter((scope) => !given.scopes.has(scope));
    if (scopes.length > 0) {
      return { kind: 'security-scope-added', phrase: text`now needs the scope ${list(scopes, 4)}` };
    }
  }
  if (near) {
    const more = [...near.keys()].filter((name) => !lost.has(name));
    return { kind: 'security-added', phrase: text`now also needs ${list(more, 4)}` };
  }
  return {
    kind: 'security-alternative-removed',
    phrase: text`no longer accepts ${list([[...lost.keys()].join(' + ')])}`,
  };
}

function namesOf(alternatives: readonly Alternative[]): readonly string[] {
  return alternatives.map((alternative) => [...alternative.keys()].join(' + '));
}
