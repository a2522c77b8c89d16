import { folderOf, joinPath } from '../formats/paths.ts';
import type { ConfigObject } from './facts.ts';
import type { Located, System } from './system.ts';

/** A ConfigMap or Secret as all statements about it make it. */
export interface BuiltObject {
  readonly type: ConfigObject['type'];
  readonly name: string;
  readonly namespace: string | undefined;
  readonly keys: ReadonlySet<string>;
  /** more keys may be there than the repository says */
  readonly open: boolean;
  /** its name changes with its content */
  readonly hashed: boolean;
  /** digests of what stands behind the keys, as far as the repository holds it */
  readonly contents: ReadonlyMap<string, string>;
  readonly statements: readonly Located<ConfigObject>[];
}

type Draft = { -readonly [K in keyof BuiltObject]: BuiltObject[K] } & {
  keys: Set<string>;
  contents: Map<string, string>;
  statements: Located<ConfigObject>[];
};

/** `together`: the files are laid over each other; otherwise each states an object of its own. */
export function mergeObjects(
  system: System,
  stated: readonly Located<ConfigObject>[],
  { together, moved }: { readonly together: boolean; readonly moved: boolean },
): readonly BuiltObject[] {
  const built: Draft[] = [];
  for (const fact of stated) {
    const namespace = moved ? undefined : fact.namespace;
    const known = together
      ? built.find(
          (each) =>
            each.type === fact.type &&
            each.name === fact.name &&
            (each.namespace === namespace || each.namespace === undefined || namespace === undefined),
        )
      : undefined;
    const replaces = fact.generator?.behavior === 'replace';
    const draft: Draft = known ?? {
      type: fact.type,
      name: fact.name,
      namespace,
      keys: new Set(),
      open: fact.generator?.behavior === 'merge',
      hashed: false,
      contents: new Map(),
      statements: [],
    };
    if (!known) built.push(draft);
    if (replaces) {
      draft.keys.clear();
      draft.contents.clear();
      draft.open = false;
    }
    draft.statements.push(fact);
    for (const key of fact.keys) draft.keys.add(key);
    for (const { key, digest } of fact.contents ?? []) draft.contents.set(key, digest);
    if (fact.generator) addGenerated(system, fact, draft);
    // What a patch leaves open, the object that it patches closes.
    else if (!known || !isInlinePatch(system, fact)) draft.open ||= fact.open;
  }
  return built;
}

function isInlinePatch(system: System, { file }: Located<ConfigObject>): boolean {
  return system.files.get(file)?.format === 'kustomization';
}

function addGenerated(system: System, fact: Located<ConfigObject>, draft: Draft): void {
  draft.hashed ||= fact.generator?.hashed === true;
  for (const written of fact.generator?.envs ?? []) {
    const path = joinPath(folderOf(fact.file), written);
    const read = path === null ? undefined : system.files.get(path);
    if (!read) draft.open = true;
    for (const each of read?.facts ?? []) {
      if (each.kind !== 'declaration') continue;
      draft.keys.add(each.name);
      if (each.value) draft.contents.set(each.name, each.value.digest);
    }
  }
}
