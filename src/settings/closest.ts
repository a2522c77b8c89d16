/** The word that a person most likely meant, undefined when none is near. Case and `_` for `-` do not count. */
export function closest(word: string, words: Iterable<string>): string | undefined {
  const wanted = folded(word.slice(0, 100));
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of words) {
    const edits = distance(wanted, folded(candidate));
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

function folded(word: string): string {
  return word.toLowerCase().replaceAll('_', '-');
}

/** Letters to insert, delete, replace or swap with their neighbour to get from one word to the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(edits);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
