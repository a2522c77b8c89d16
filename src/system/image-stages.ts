import { ofKind } from './of-kind.ts';
import type { FactKind, FactOf, Image, Unit } from './facts.ts';
import type { Located, System } from './system.ts';

/** The stage that is built (the last one if none is named) and the stages it starts from, nearest first. */
export function stageChain(system: System, dockerfile: string, target?: string): readonly Located<Unit>[] {
  const stages = ofFile(system, dockerfile, 'unit').filter(({ type }) => type === 'image-stage');
  const wanted = target?.toLowerCase();
  let stage =
    wanted === undefined || wanted === ''
      ? stages.at(-1)
      : stages.find(({ name }) => name.toLowerCase() === wanted);
  const chain: Located<Unit>[] = [];
  while (stage && chain.length <= stages.length) {
    chain.push(stage);
    const { extends: base } = stage;
    stage = stages.find((each) => each.name === base && !chain.includes(each));
  }
  return chain;
}

/** Images that the stages of a Dockerfile start from. */
export function imagesOf(system: System, path: string): readonly Located<Image>[] {
  return ofFile(system, path, 'image').filter(({ role }) => role === 'base');
}

/** Facts of a kind in one file. */
export function ofFile<K extends FactKind>(
  system: System,
  path: string,
  kind: K,
): readonly Located<FactOf<K>>[] {
  return ofKind(system.files.get(path)?.facts ?? [], kind);
}
