import { code, text } from '../../report/text.ts';
import { compareFields } from './compare-fields.ts';
import type { RootKind } from './model.ts';
import type { Happening } from './report.ts';
import { rootNames } from './schema.ts';
import type { Schema } from './schema.ts';

/** Types that hold the operations: another one, or none any more. */
export function* compareRoots(before: Schema, after: Schema): Iterable<Happening> {
  for (const kind of Object.keys(rootNames) as RootKind[]) {
    const [old, next] = [before.root(kind), after.root(kind)];
    if (!old || old.name === next?.name) continue;
    const shared = {
      type: old.name,
      coordinate: old.name,
      old: old.spot(),
      new: next?.spot() ?? null,
    } as const;
    if (next) {
      yield {
        ...shared,
        rule: 'contract-response-changed',
        kind: 'root-type-replaced',
        level: 'warn',
        direction: 'response',
        phrase: text`is no longer what a ${[kind]} asks, but ${code(next.name)} is`,
        together: ['changed', 'roots'],
        reason: 'Fragments and caches name the type',
      };
      yield* compareFields(before, after, old, next);
    } else if (after.types.has(old.name)) {
      yield {
        ...shared,
        rule: 'contract-operation-removed',
        kind: 'root-removed',
        level: 'breaking',
        direction: null,
        phrase: [`can no longer be asked by a ${kind}`],
        together: ['lost', 'roots'],
        uses: [...old.fields.keys()].map((field) => `${old.name}.${field}`),
      };
    }
  }
}
