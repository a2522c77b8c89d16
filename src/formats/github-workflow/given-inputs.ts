import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { knownText } from './known-text.ts';
import { matrixFills } from './matrix.ts';
import type { JobScope } from './scope.ts';

/** Inputs that say what an image is built from and what it is called; of others nothing is kept. */
const aboutImages =
  /(?:^|[-_])(?:context|docker-?_?file|file|path|images?|repository|target|stage|tags?|component|service|app)(?:$|[-_])/i;
const plain = /^[\w./:@${}\s,-]{1,300}$/;
const most = 50;

/** What an action or a workflow of this repository is given about images, once for each way of filling the matrix in. */
export function givenInputs(
  inputs: Node | undefined,
  scope: JobScope,
): readonly Readonly<Record<string, string>>[] {
  const given = [...entries(inputs)].flatMap(({ key, node }) => {
    const written = aboutImages.test(key) ? textOf(node) : undefined;
    const text = written === undefined ? '' : knownText(written, scope);
    return plain.test(text) ? [{ key, text }] : [];
  });
  if (given.length === 0) return [];
  const fills = matrixFills(
    given.map(({ text }) => text),
    scope.matrix,
  );
  return fills
    .slice(0, most)
    .map((texts) => Object.fromEntries(given.map(({ key }, index) => [key, texts[index] ?? ''])));
}

/** Plain defaults of declared inputs, again only of those about images. */
export function defaultInputs(inputs: Node | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...entries(inputs)].flatMap(({ key, node }) => {
      const text = textOf(get(node, 'default')) ?? '';
      return aboutImages.test(key) && plain.test(text) && !text.includes('$') ? [[key, text]] : [];
    }),
  );
}
