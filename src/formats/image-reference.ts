/** An image as a file names it: see the `image` fact. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly variable: boolean;
}

/** `${X}`, `$X`, `$(X)`, `{{ x }}`: what stands for text that the file does not hold. */
const placeholder = /\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}|\$[A-Za-z_]\w*/g;

/**
 * Splits `[host[:port]/]path[:tag][@digest]`; null when the text is no reference.
 * A placeholder counts as a piece of a name and makes the reference `variable`.
 */
export function parseImageReference(written: string): ImageReference | null {
  const placeholders: string[] = [];
  const text = written.trim().replace(placeholder, (found) => `\0${placeholders.push(found) - 1}\0`);
  if (text === '' || /[\s"'`]/.test(text)) return null;
  const restore = (part: string): string =>
    part.replace(/\0(\d+)\0/g, (_, index: string) => placeholders[Number(index)] ?? '');
  const [name, digest] = splitOnce(text, text.indexOf('@'));
  const colon = name.lastIndexOf(':');
  const [path, tag] = splitOnce(name, colon > name.lastIndexOf('/') ? colon : -1);
  const repository = restore(path)
    .replace(/^(?:index\.)?docker\.io\//, '')
    .replace(/^library\//, '');
  if (repository === '') return null;
  return {
    repository,
    tag: tag === undefined || tag === '' ? null : restore(tag),
    digest: digest === undefined || digest === '' ? null : restore(digest),
    variable: placeholders.length > 0 || text.includes('$'),
  };
}

function splitOnce(text: string, at: number): readonly [string, string?] {
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
