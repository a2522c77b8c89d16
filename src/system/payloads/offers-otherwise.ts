/**
 * A cheap look whether a file may offer something else than before: names that it exports, routers, schemas, enums,
 * types of queued data. Most changes are inside of functions, and parsing both sides costs more than all the rest.
 */
export function offersOtherwise(before: string, after: string): boolean {
  const [old, next] = [statementsOf(before), statementsOf(after)];
  const [gone, fresh] = [without(old, next), without(next, old)];
  if (losesNames(gone, fresh)) return true;
  const changed = [...gone, ...fresh];
  // A schema may be made of constants beside it.
  const hasSchemas = schema.test(before) || schema.test(after);
  return changed.some((each) => offer.test(each) || (hasSchemas && constant.test(each)));
}

/** Text from one line that begins at the margin to the next. Lines that close something belong to what they close. */
export function statementsOf(text: string): readonly string[] {
  return text.split(/\n(?=[A-Za-z_$@])/).map((each) => each.trim());
}

/** Those of the first that the second does not have. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return all.filter((each) => !known.has(each));
}

const schema = /\bz\.\w|\bqueue|\bjob|event|message|webhook|task|worker/i;
const constant = /^(?:export\s{1,4})?const\s/;

/** What is told of: see the readers of payloads. */
const offer =
  /\bz\.\w|\benum\b|\bas const\b|router|\.input\(|TRPC|\bexports\b|\b(?:interface|type)\s{1,4}\w{0,80}(?:Queue|Job|Worker|Event|Message|Webhook|Task)\w/i;

/** Whether statements that are gone export a name which the new ones do not. */
function losesNames(gone: readonly string[], fresh: readonly string[]): boolean {
  const lost = gone.filter((each) => each.startsWith('export')).map(exported);
  if (lost.length === 0) return false;
  const now = fresh.filter((each) => each.startsWith('export')).map(exported);
  const names = new Set(now.flatMap((each) => each ?? []));
  return lost.some((each) => each === null || each.some((name) => !names.has(name)));
}

/** Names that a statement exports; null where that takes a parser. */
function exported(statement: string): readonly string[] | null {
  if (/^export\s{1,4}default\b/.test(statement)) return [];
  const declared =
    /^export\s{1,4}(?:declare\s{1,4})?(?:abstract\s{1,4})?(?:async\s{1,4})?(?:function\s{0,4}\*?|class|interface|type|(?:const\s{1,4})?enum|namespace|const|let|var)\s{1,4}([\w$]{1,200})/.exec(
      statement,
    )?.[1];
  if (declared !== undefined)
    return /^export\s{1,4}(?:const|let|var)[^({[;]{0,200},/.test(statement) ? null : [declared];
  const clause = /^export\s{1,4}(?:type\s{1,4})?\{([^{}]{0,20000})\}/.exec(statement)?.[1];
  return clause === undefined
    ? null
    : [...clause.matchAll(/([\w$]+)\s*(?=,|$)/g)].map((match) => match[1] ?? '');
}
