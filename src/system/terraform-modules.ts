import { folderOf, joinPath } from '../formats/paths.ts';
import type { ModuleCall, TemplateArgument, TemplateInput } from './facts.ts';
import type { Located, System } from './system.ts';

/** A folder of Terraform files. */
export interface TerraformModule {
  readonly folder: string;
  readonly inputs: ReadonlyMap<string, Located<TemplateInput>>;
  /** every file of it was read, so what is not there is not declared */
  readonly complete: boolean;
  /** applied by itself; `remote`: where values are kept outside of the repository */
  readonly root: { readonly remote: boolean } | null;
}

/** A call of a module of this repository. */
export interface LocalCall {
  readonly call: Located<ModuleCall>;
  readonly folder: string;
  readonly given: ReadonlyMap<string, Located<TemplateArgument>>;
}

interface Index {
  readonly modules: ReadonlyMap<string, TerraformModule>;
  readonly calls: readonly LocalCall[];
}

const cache = new WeakMap<System, Index>();

/** Modules and the calls between them, as far as files were read. */
export function terraformModules(system: System): Index {
  const known = cache.get(system);
  if (known) return known;
  const folders = new Set<string>();
  for (const [path, { format }] of system.files) if (format === 'terraform') folders.add(folderOf(path));
  const inputs = groupBy(
    system.facts('template-input').filter(({ tool }) => tool === 'terraform'),
    ({ file }) => folderOf(file),
  );
  const roots = groupBy(system.facts('template-root'), ({ file }) => folderOf(file));
  const unread = foldersNotRead(system);
  const modules = [...folders].map((folder): [string, TerraformModule] => {
    const root = roots.get(folder);
    return [
      folder,
      {
        folder,
        inputs: new Map((inputs.get(folder) ?? []).map((input) => [input.name, input])),
        complete: !unread.has(folder),
        root: root ? { remote: root.some(({ remote }) => remote) } : null,
      },
    ];
  });
  const index = { modules: new Map(modules), calls: callsIn(system) };
  cache.set(system, index);
  return index;
}

/** Folders with a Terraform file that was not read; the JSON form is not read at all. */
function foldersNotRead(system: System): ReadonlySet<string> {
  const unread = new Set<string>();
  for (const path of system.tree.paths()) {
    if (/\.(?:tf|tofu)(?:\.json)?$/.test(path) && !system.files.has(path)) unread.add(folderOf(path));
  }
  return unread;
}

function callsIn(system: System): readonly LocalCall[] {
  const given = groupBy(
    system.facts('template-argument').filter(({ call }) => call !== undefined),
    ({ file, call }) => `${file}\0${call ?? ''}`,
  );
  return system.facts('module-call').flatMap((call): readonly LocalCall[] => {
    const folder = call.source === null ? null : joinPath(folderOf(call.file), call.source);
    if (folder === null) return [];
    const own = given.get(`${call.file}\0${call.name}`) ?? [];
    return [{ call, folder, given: new Map(own.map((argument) => [argument.name, argument])) }];
  });
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const known = groups.get(key);
    if (known) known.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** A file of values and what it gives. */
export interface ValuesFile {
  readonly path: string;
  readonly given: ReadonlySet<string>;
  /** Terraform loads it by itself, when it stands in the folder of the root */
  readonly automatic: boolean;
}

/** Files of values that are meant for a root: beside it, below it, or knowing half of what they give. */
export function valuesFilesFor(system: System, { folder, inputs }: TerraformModule): readonly ValuesFile[] {
  const facts = groupBy(
    system.facts('template-argument').filter(({ call }) => call === undefined),
    ({ file }) => file,
  );
  return [...facts].flatMap(([path, found]): readonly ValuesFile[] => {
    if (/example|sample|template|(?:^|[/._-])tests?[/._-]/i.test(path)) return [];
    const given = new Set(found.map(({ name }) => name));
    const own = folderOf(path) === folder;
    const automatic = own && /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(path);
    const shared = [...given].filter((name) => inputs.has(name)).length;
    const meant = own || (shared >= 2 && shared >= given.size / 2);
    return meant ? [{ path, given, automatic }] : [];
  });
}
