/** Runs a task for each item, at most 64 under way at once, results in order. */
export async function inBatches<T, R>(
  all: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += 64)
    results.push(...(await Promise.all(all.slice(at, at + 64).map(task))));
  return results;
}
