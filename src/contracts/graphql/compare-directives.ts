import { isRequired } from './model.ts';
import type { Happening } from './report.ts';
import type { Schema } from './schema.ts';
import { isSafeInput } from './type-moves.ts';

/** Directives that operations may hold; those of the schema itself are the server's own business. */
export function* compareDirectives(before: Schema, after: Schema): Iterable<Happening> {
  for (const [name, { definition: old, spot }] of before.directives) {
    if (old.locations.length === 0) continue;
    const now = after.directives.get(name);
    const tell = (kind: string, phrase: string, coordinate = `@${name}`): Happening => ({
      rule: kind === 'directive-removed' ? 'contract-operation-removed' : 'contract-parameter-changed',
      kind,
      level: 'breaking',
      direction: 'request',
      type: `@${name}`,
      coordinate,
      phrase: [phrase],
      together: ['changed in', 'arguments'],
      old: spot,
      new: now?.spot ?? null,
      uses: null,
    });
    if (!now) {
      yield tell('directive-removed', 'is gone');
      continue;
    }
    const next = now.definition;
    if (old.locations.some((location) => !next.locations.includes(location)))
      yield tell('directive-location-removed', 'may no longer stand everywhere it could');
    if (old.isRepeatable && !next.isRepeatable)
      yield tell('directive-repeatable-removed', 'may no longer be repeated');
    for (const arg of old.args) {
      const other = next.args.find((each) => each.name === arg.name);
      if (!other) yield tell('directive-argument-removed', 'is no longer taken', `@${name}(${arg.name}:)`);
      else if (!isSafeInput(arg.type, other.type) || (!isRequired(arg) && isRequired(other)))
        yield tell('directive-argument-changed', 'takes less than before', `@${name}(${arg.name}:)`);
      else if (arg.default !== undefined && arg.default !== other.default)
        yield {
          ...tell('directive-argument-default-changed', 'has another default', `@${name}(${arg.name}:)`),
          level: 'warn',
        };
    }
    for (const arg of next.args)
      if (isRequired(arg) && !old.args.some((each) => each.name === arg.name))
        yield tell('required-directive-argument-added', 'is new and required', `@${name}(${arg.name}:)`);
  }
}
