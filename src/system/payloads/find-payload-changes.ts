import type { PayloadChange } from '../../contracts/payloads/payload-change.ts';
import { isVendoredPath } from '../../formats/code-paths.ts';
import { inBatches } from '../in-batches.ts';
import { javascriptImports } from '../imports/javascript-imports.ts';
import type { ChangedModule } from './changed-modules.ts';
import { HeadFiles } from './head-files.ts';
import { asChange, inputsNarrowed, inputsOfSchemas, namesOf } from './narrowed-inputs.ts';
import type { NarrowedInput } from './narrowed-inputs.ts';
import { narrowedSchemas, schemasNarrowed } from './narrowed-schemas.ts';
import { namesLost, removedExports, starPattern } from './removed-exports.ts';
import type { Head } from './removed-exports.ts';
import { entriesLost, removedProcedures } from './removed-procedures.ts';
import { enumsRevalued, revaluedEnums } from './revalued-enums.ts';
import type { WorkspacePackages } from './workspace-packages.ts';
import type { SidedLook } from '../look.ts';

/** A change that takes away more names than these rewrites a package; its compiler tells the rest. */
const mostNames = 150;

/** Code, and the schemas that Prisma makes names of. */
const endings = [...javascriptImports.endings, '.prisma'];

/** Files with one of the names beyond these are not opened. */
const mostFiles = 3000;

/** Routers of tRPC, and what takes them together. */
const routerPattern = '[rR]outer[A-Za-z0-9_]*\\( *\\{|mergeRouters\\(|TRPCRouterRecord';

/** What the changed modules no longer offer although other packages use it. One search over head serves all. */
export async function findPayloadChanges(
  changed: readonly ChangedModule[],
  packages: WorkspacePackages,
  head: Head,
  { search, text }: SidedLook,
): Promise<readonly PayloadChange[]> {
  const lost = changed.flatMap(namesLost);
  const procedures = changed.flatMap(entriesLost);
  const schemas = changed.flatMap(schemasNarrowed);
  const inputs = changed.flatMap(inputsNarrowed);
  const enums = changed.flatMap(enumsRevalued);
  const names = [
    ...new Set([
      ...lost,
      ...procedures.map(({ keys }) => keys.at(-1) ?? ''),
      ...schemas.map(({ name }) => name),
      ...inputs.map(({ input }) => input.holder),
      ...enums.map(({ name }) => name),
    ]),
  ].filter((name) => /^[\w$]+$/.test(name));
  if (names.length === 0 || names.length > mostNames) return [];
  const patterns = [
    wordPattern(names),
    ...(lost.length > 0 ? [starPattern] : []),
    ...(procedures.length + schemas.length + inputs.length > 0 ? [routerPattern] : []),
  ];
  const read = async (wanted: readonly string[]): Promise<HeadFiles | null> => {
    const hits = await search([{ endings, patterns: wanted }]);
    const own = hits.filter((path) => !isVendoredPath(path));
    return own.length > mostFiles ? null : HeadFiles.read(own, (path) => text('head', path));
  };
  const files = await read(patterns);
  if (!files) return [];
  return [
    ...(await removedExports(changed, files, packages, head)),
    ...(await removedProcedures(procedures, files, packages)),
    ...narrowedSchemas(schemas, files, packages),
    ...revaluedEnums(enums, files, packages),
    ...(await narrowedInputs(
      [...inputs, ...(await inputsOfSchemas(schemas, files, packages))],
      files,
      packages,
      (words) => read([wordPattern(words)]),
    )),
  ];
}

/** Who calls the procedures is looked for once it is known what they are called. */
async function narrowedInputs(
  inputs: readonly NarrowedInput[],
  files: HeadFiles,
  packages: WorkspacePackages,
  read: (words: readonly string[]) => Promise<HeadFiles | null>,
): Promise<readonly PayloadChange[]> {
  const named = await inBatches(inputs, async (input) =>
    (await namesOf(input, files, packages)).map((names) => ({ input, names })),
  );
  const words = [...new Set(named.flat().map(({ names }) => names.at(-1) ?? ''))].filter((word) =>
    /^[\w$]+$/.test(word),
  );
  const callers = words.length > 0 && words.length <= mostNames ? await read(words) : null;
  if (!callers) return [];
  return named.flat().flatMap(({ input, names }) => asChange(input, names, callers, packages) ?? []);
}

function wordPattern(words: readonly string[]): string {
  const any = words.map((word) => word.replaceAll('$', '\\$')).join('|');
  return `(^|[^A-Za-z0-9_$])(${any})([^A-Za-z0-9_$]|$)`;
}
