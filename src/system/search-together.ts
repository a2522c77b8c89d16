import type { SearchWithin } from './look.ts';

type Within = Parameters<SearchWithin>[0];

/**
 * One search for all who ask in the same turn of the event loop: starting git costs more than most of what it does.
 * Who asks gets every hit with an ending of its own, and looks into the text anyway.
 */
export function searchTogether(search: SearchWithin): SearchWithin {
  let asked: Within[number][] = [];
  let answer: Promise<readonly string[]> | null = null;
  return async (within) => {
    asked.push(...within);
    answer ??= Promise.resolve().then(() => {
      const all = asked;
      asked = [];
      answer = null;
      return all.length === 0 ? [] : search(all);
    });
    const endings = within.flatMap((each) => each.endings);
    return (await answer).filter((path) => endings.some((ending) => endsWith(path, ending)));
  };
}

/** Endings are what follows the star of a pathspec, and may hold further stars: `Dockerfile.*`. */
function endsWith(path: string, ending: string): boolean {
  const star = ending.indexOf('*');
  if (star === -1) return path.endsWith(ending);
  return path.includes(ending.slice(0, star)) && path.endsWith(ending.slice(ending.lastIndexOf('*') + 1));
}
