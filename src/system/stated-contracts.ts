import picomatch from 'picomatch';
import type { Format, StatedContract } from '../formats/format.ts';

/** The formats, before them those of the contract files that the settings name: a name counts whatever the text says. */
export function withStatedContracts(
  formats: readonly Format[],
  stated: readonly StatedContract[] = [],
): readonly Format[] {
  const own = stated.flatMap((each): readonly Format[] => {
    const format = formats.find(({ id }) => id === each.as);
    if (!format) return [];
    const { id, title, stage, limit, read } = format;
    return [
      {
        id,
        title,
        stage,
        ...(limit === undefined ? {} : { limit }),
        matches: picomatch(each.path, { dot: true }),
        read: async (file, memory) => {
          const reading = await read({ ...file, isStated: true }, memory);
          return reading.contract ? { ...reading, contract: { ...reading.contract, stated: each } } : reading;
        },
      },
    ];
  });
  return own.length === 0 ? formats : [...own, ...formats];
}
