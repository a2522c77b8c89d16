import { posix } from 'node:path';
import { joinPath } from '../formats/paths.ts';
import { execCommand, shellCommands } from '../formats/shell-commands.ts';
import type { ShellCommand } from '../formats/shell-commands.ts';
import { contextsOf } from './build-contexts.ts';
import { composeUnits } from './compose-units.ts';
import type { ComposeUnit } from './compose-units.ts';
import type { Command } from './facts.ts';
import { originsIn, stagesOf } from './image-origins.ts';
import type { Origins } from './image-origins.ts';
import { programFile } from './program-file.ts';
import type { Located, System } from './system.ts';

/** A file that something starts, and where in the repository it comes from. */
export interface StartedFile {
  readonly by: Located<Command>;
  /** the least command line that starts it */
  readonly argv: readonly string[];
  readonly written: string;
  /** paths of the repository that it can be, there or not */
  readonly paths: readonly string[];
  /** something else may put it there: another image, a volume, a folder that is not known */
  readonly open: boolean;
  /** runs in a container: what is not copied or mounted there is not there */
  readonly contained: boolean;
}

/** Files that processes, images, services, scripts and CI steps start. */
export function startedFiles(system: System): readonly StartedFile[] {
  const commands = system.facts('command');
  const inCheckout = commands.filter(
    ({ directory }) => directory !== undefined && !directory.startsWith('/'),
  );
  return [
    ...inCheckout.flatMap((command) => startedInCheckout(command)),
    ...startedByImages(system, commands),
    ...composeUnits(system).flatMap((unit) => startedByService(system, unit, commands)),
  ];
}

function startedInCheckout(by: Located<Command>): readonly StartedFile[] {
  const file = programFile(by.argv);
  if (!file) return [];
  const paths = file.candidates.flatMap((path) => joinPath(by.directory ?? null, path) ?? []);
  return [{ by, argv: file.argv, written: file.written, paths, open: false, contained: false }];
}

function startedByImages(system: System, commands: readonly Located<Command>[]): readonly StartedFile[] {
  const inImages = commands.filter(({ file }) => system.files.get(file)?.format === 'dockerfile');
  const stages = new Map<string, Located<Command>[]>();
  for (const command of inImages) {
    const key = `${command.file}\0${command.unit}`;
    stages.set(key, [...(stages.get(key) ?? []), command]);
  }
  return [...stages.values()].flatMap((own) => {
    const [{ file, unit, directory } = { file: '', unit: '', directory: undefined }] = own;
    const contexts = contextsOf(system, file).folders;
    return startedInContainer(own, directory, (path) => originsIn(system, file, unit, contexts, path));
  });
}

function startedByService(
  system: System,
  unit: ComposeUnit,
  commands: readonly Located<Command>[],
): readonly StartedFile[] {
  const ofService = commands.filter(
    (command) => unit.files.includes(command.file) && command.unit === unit.service,
  );
  const own = (['entrypoint', 'command'] as const).flatMap(
    (role) => ofService.findLast((each) => each.role === role) ?? [],
  );
  if (own.length === 0) return [];
  const { build } = unit;
  const stages = build ? stagesOf(system, build.dockerfile) : [];
  const stage = build?.target === '' || !build ? stages.at(-1)?.name : build.target;
  const ofImage = commands.find(({ file, unit: name }) => file === build?.dockerfile && name === stage);
  const origins = (path: string): Origins => {
    const mounted = mountedAt(system, unit, path);
    if (mounted) return mounted;
    if (!build || stage === undefined) return { paths: [], open: true };
    return originsIn(system, build.dockerfile, stage, [build.context], path);
  };
  const stated = own.find(({ directory }) => directory !== undefined)?.directory;
  return startedInContainer(own, stated ?? ofImage?.directory, origins);
}

/** What a mount of the service puts at a path: the mount closest to it decides. */
function mountedAt(system: System, unit: ComposeUnit, path: string): Origins | undefined {
  const covering = system
    .facts('mount')
    .filter((mount) => unit.files.includes(mount.file) && mount.unit === unit.service)
    .map((mount) => ({ ...mount, target: mount.target.replace(/(?<=.)\/+$/, '') }))
    .filter(({ target }) => path === target || path.startsWith(target === '/' ? '/' : `${target}/`))
    .sort((a, b) => b.target.length - a.target.length);
  const [closest] = covering;
  if (!closest) return undefined;
  const source = closest.type === 'bind' ? joinPath(unit.folder, closest.source) : null;
  const inside = source === null ? null : joinPath(source, `.${path.slice(closest.target.length)}`);
  return inside === null ? { paths: [], open: true } : { paths: [inside], open: false };
}

function startedInContainer(
  own: readonly Located<Command>[],
  workingDirectory: string | undefined,
  origins: (path: string) => Origins,
): readonly StartedFile[] {
  return programsOf(own).flatMap(({ by, command }): readonly StartedFile[] => {
    const file = programFile(command.words.map(({ text, variable }) => (variable ? '$' : text)));
    const folder = command.directory === null ? undefined : workingDirectory;
    if (!file) return [];
    const absolute = file.candidates.flatMap((path) => {
      if (path.startsWith('/')) return [posix.normalize(path)];
      return folder === undefined ? [] : [posix.join(folder, command.directory ?? '', path)];
    });
    if (absolute.length === 0) return [];
    const found = absolute.map((path) => origins(path));
    const paths = [...new Set(found.flatMap((each) => each.paths))];
    const open = found.some((each) => each.open);
    return [{ by, argv: file.argv, written: file.written, paths, open, contained: true }];
  });
}

interface Program {
  readonly by: Located<Command>;
  readonly command: ShellCommand;
}

/** ENTRYPOINT, CMD, and both together where the first is only an interpreter. */
function programsOf(own: readonly Located<Command>[]): readonly Program[] {
  const entrypoint = own.find(({ role }) => role === 'entrypoint');
  const command = own.find(({ role }) => role === 'command');
  const alone = own.flatMap((by) => commandsOf(by).map((each) => ({ by, command: each })));
  if (!entrypoint || !command || programFile(entrypoint.argv)) return alone;
  const both = execCommand([...entrypoint.argv, ...command.argv], '');
  return [...alone, ...both.map((each) => ({ by: command, command: each }))];
}

function commandsOf({ argv, text }: Command): readonly ShellCommand[] {
  return argv.length > 0 ? execCommand(argv, '') : shellCommands(text ?? '', '');
}
