import type { LockedPair } from './locked-pairs.ts';
import type { Ask } from './locked-tree.ts';
import type { VersionStep } from './pair-versions.ts';

/** A step that one or more manifests took together. */
export interface DirectStep {
  readonly name: string;
  readonly step: VersionStep;
  /** who took it: at head, at base when the dependency was dropped */
  readonly asks: readonly Ask[];
}

/**
 * What the manifests get for what they ask, before and after. A package that one manifest moves
 * counts even if another keeps its old version; one that some manifest had already is not new.
 */
export function directSteps({ base, head }: LockedPair): readonly DirectStep[] {
  const before = new Map(base.asks.map((ask) => [keyOf(ask), ask]));
  const steps = new Map<
    string,
    { readonly name: string; readonly step: VersionStep; readonly asks: Ask[] }
  >();
  const note = (name: string, from: string | null, to: string | null, ask: Ask): void => {
    const key = [name, from, to].join('\0');
    const known = steps.get(key);
    if (known) known.asks.push(ask);
    else steps.set(key, { name, step: { from, to }, asks: [ask] });
  };
  const had = namesOf(base.asks);
  for (const ask of head.asks) {
    const was = before.get(keyOf(ask))?.answer;
    const is = ask.answer;
    // What the repository keeps itself is no dependency.
    if (!is || is.source.type === 'workspace') continue;
    if (was?.name === is.name) note(is.name, was.version, is.version, ask);
    else if (!had.has(is.name)) note(is.name, null, is.version, ask);
  }
  const has = namesOf(head.asks);
  for (const ask of base.asks) {
    if (ask.answer && ask.answer.source.type !== 'workspace' && !has.has(ask.answer.name))
      note(ask.answer.name, ask.answer.version, null, ask);
  }
  const found = [...steps.values()];
  return head.lockfile.ecosystem === 'go' ? joinMajors(found) : found;
}

/** The major version of a Go module is part of its name (`…/v2`): one that takes the place of another is a step of it. */
function joinMajors(steps: readonly DirectStep[]): readonly DirectStep[] {
  const gone = new Map(
    steps.flatMap((each) => (each.step.to === null ? [[withoutMajor(each.name), each] as const] : [])),
  );
  const joined = steps.map((each) => {
    const old = each.step.from === null ? gone.get(withoutMajor(each.name)) : undefined;
    return old ? { ...each, step: { from: old.step.from, to: each.step.to }, old } : each;
  });
  const taken = new Set(joined.flatMap((each) => ('old' in each ? each.old : [])));
  return joined.filter((each) => !taken.has(each)).map(({ name, step, asks }) => ({ name, step, asks }));
}

function withoutMajor(name: string): string {
  return name.replace(/\/v\d+$|\.v\d+$/, '');
}

function keyOf({ importer, name }: Ask): string {
  return `${importer}\0${name}`;
}

function namesOf(asks: readonly Ask[]): ReadonlySet<string> {
  return new Set(asks.flatMap(({ answer }) => answer?.name ?? []));
}
