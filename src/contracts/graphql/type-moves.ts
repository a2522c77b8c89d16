function inList(type: string): string | undefined {
  return type.startsWith('[') && type.endsWith(']') ? type.slice(1, -1) : undefined;
}

function withoutMark(type: string): string | undefined {
  return type.endsWith('!') ? type.slice(0, -1) : undefined;
}

/** Whoever reads the old type can read the new one: it may promise more, never less. */
export function isSafeOutput(old: string, next: string): boolean {
  if (old === next) return true;
  const [oldInner, nextInner] = [withoutMark(old), withoutMark(next)];
  if (oldInner !== undefined) return nextInner !== undefined && isSafeOutput(oldInner, nextInner);
  if (nextInner !== undefined) return isSafeOutput(old, nextInner);
  const [oldItem, nextItem] = [inList(old), inList(next)];
  return oldItem !== undefined && nextItem !== undefined && isSafeOutput(oldItem, nextItem);
}

/** Whatever was given for the old type can be given for the new one: it may demand less, never more. */
export function isSafeInput(old: string, next: string): boolean {
  if (old === next) return true;
  const [oldInner, nextInner] = [withoutMark(old), withoutMark(next)];
  if (oldInner !== undefined) return isSafeInput(oldInner, nextInner ?? next);
  if (nextInner !== undefined) return false;
  const [oldItem, nextItem] = [inList(old), inList(next)];
  return oldItem !== undefined && nextItem !== undefined && isSafeInput(oldItem, nextItem);
}
