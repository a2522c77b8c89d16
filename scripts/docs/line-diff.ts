/** Lines around a change that are shown with it. */
const context = 3;

/** What a change does to a text, as a reader of pull requests knows it: ` kept`, `-gone`, `+new`, far lines left out. */
export function lineDiff(before: string | null, after: string | null): string {
  const [old, next] = [linesOf(before), linesOf(after)];
  const lines = steps(old, next);
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => !line.startsWith(' ')),
  );
  const result: string[] = [];
  lines.forEach((line, index) => {
    if (near[index]) result.push(line.trimEnd());
    else if (near[index - 1] ?? index === 0) result.push(' …');
  });
  return result.join('\n');
}

function linesOf(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Longest common subsequence, by the table: the files of scenarios are small. */
function steps(old: readonly string[], next: readonly string[]): readonly string[] {
  const common = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: next.length + 1 }, () => 0),
  );
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = next.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === next[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      lines.push(` ${old[i]}`);
      [i, j] = [i + 1, j + 1];
    } else if (j >= next.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`-${old[i]}`);
      i += 1;
    } else {
      lines.push(`+${next[j]}`);
      j += 1;
    }
  }
  return lines;
}
