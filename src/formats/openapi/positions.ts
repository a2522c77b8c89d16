import { JsonPositions } from './json-positions.ts';
import { YamlPositions } from './yaml-positions.ts';

/**
 * Lines of JSON pointers, looked up in the text and only when asked: a parser that
 * keeps positions costs several times as much as one that does not. A part that is
 * not written out where it is used (an alias) has the line of what holds it.
 */
export function positionsOf(text: string): (pointer: string) => number {
  let positions: JsonPositions | YamlPositions | undefined;
  return (pointer) => {
    positions ??= /^\s*[{[]/.test(text.slice(0, 1000)) ? new JsonPositions(text) : new YamlPositions(text);
    return positions.lineOf(pointer);
  };
}
