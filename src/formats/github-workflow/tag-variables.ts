import type { Fact } from '../../system/facts.ts';
import { get, textOf } from '../node.ts';
import { knownText } from './known-text.ts';
import { matrixFills } from './matrix.ts';
import type { JobScope } from './scope.ts';

/** `docker build -t $REGISTRY/$NAME`: the names of an image with what `env:` gives filled in, once for each way of the matrix. */
export function withVariables(fact: Fact, scope: JobScope): readonly Fact[] {
  if (fact.kind !== 'image-build' || !fact.tags?.some((tag) => tag.includes('$'))) return [fact];
  const filled = fact.tags.map((tag) => knownText(withEnvironment(tag, scope), scope));
  const fills = matrixFills(filled, scope.matrix);
  if (fills.length === 0) return [fact];
  return fills.map((tags) => ({ ...fact, tags: tags.flatMap((tag) => tag ?? []) }));
}

function withEnvironment(text: string, scope: JobScope): string {
  return text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (written, braced: string, bare: string) => {
    const name = braced ?? bare;
    const given = scope.environments.map((env) => get(env, name)).find((node) => node !== undefined);
    return textOf(given) ?? written;
  });
}
