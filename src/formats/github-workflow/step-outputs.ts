import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

/** What steps of a job hand on, by the step's id and the output's name, as written: a workflow may write one more than once. */
export type StepOutputs = ReadonlyMap<string, readonly string[]>;

const most = 500;

/** Outputs that are names of images, and plain ones that scripts write to `$GITHUB_OUTPUT`. */
export function stepOutputs(steps: Node | undefined): StepOutputs {
  const found = new Map<string, readonly string[]>();
  for (const step of items(steps).slice(0, most)) {
    const id = textOf(get(step, 'id'));
    if (id === undefined) continue;
    const images = metadataImages(step);
    if (images !== undefined) for (const name of ['tags', 'json']) found.set(`${id}.${name}`, [images]);
    for (const [name, values] of writtenOutputs(textOf(get(step, 'run')) ?? ''))
      found.set(`${id}.${name}`, values);
  }
  return found;
}

/** What a metadata step names its images; undefined for any other step. */
export function metadataImages(step: Node): string | undefined {
  const isMetadata = /^(?:docker|depot)\/metadata-action(?:@|$)/.test(textOf(get(step, 'uses')) ?? '');
  return isMetadata ? textOf(get(step, 'with', 'images')) : undefined;
}

const written =
  /\b(?:echo|printf)\s+(?:-\w+\s+)?["']?([A-Za-z_][\w-]*)=([^"'\n]*?)["']?\s*(?:>>|\|\s*tee\s+-a)\s*["']?\$\{?GITHUB_OUTPUT/g;

function writtenOutputs(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (!text.includes('GITHUB_OUTPUT')) return found;
  for (const [, name = '', value = ''] of text.matchAll(written))
    found.set(name, [...(found.get(name) ?? []), ...assigned(text, value)].slice(0, most));
  return found;
}

/** `echo "tags=$TAGS"`: what the same script puts into `TAGS`. */
function assigned(text: string, value: string): readonly string[] {
  const variable = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value.trim())?.[1];
  if (variable === undefined) return [value];
  const values = [...text.matchAll(new RegExp(`(?:^|[\\s;])${variable}\\+?=["']?([^"'\\n;]*)`, 'g'))];
  // `TAGS="$TAGS,more"` adds to what it was.
  const own = new RegExp(`\\$\\{?${variable}\\b\\}?`, 'g');
  return values.length > 0 ? values.map(([, found = '']) => found.replace(own, '')) : [value];
}
