import { posix } from 'node:path';
import type { CopySource } from '../../system/facts.ts';
import { splitWords } from '../split-words.ts';
import { joinLines } from './instructions.ts';
import type { Instruction } from './instructions.ts';
import type { Stage } from './stage.ts';

/** Paths that COPY and ADD take from the build context or another stage. What a variable decides is left out. */
export function readCopies(instruction: Instruction, stage: Stage): readonly CopySource[] {
  const { scope, name: unit } = stage;
  const flag = instruction.flags.find(({ name }) => name === 'from');
  const from = flag ? scope.known(flag.value) : undefined;
  if (flag && !from) return [];
  const words = instruction.json ?? splitWords(joinLines(instruction.text));
  const written = words.at(-1);
  const target = written === undefined ? undefined : scope.known(written);
  if (words.length < 2 || target === undefined) return [];
  return words.slice(0, -1).flatMap((word): CopySource[] => {
    const source = scope.known(word);
    if (!source || source.startsWith('<<') || isRemote(source, instruction.keyword)) return [];
    const place = { target: inContainer(target, stage), ...(from === undefined ? {} : { from }) };
    return [{ kind: 'copy', unit, source, ...place, line: instruction.line }];
  });
}

/** `RUN --mount=type=bind,source=package.json,target=package.json[,from=stage]` reads a path as COPY does. */
export function readRunMounts(instruction: Instruction, stage: Stage): readonly CopySource[] {
  return instruction.flags.flatMap(({ name, value, line }): CopySource[] => {
    if (name !== 'mount') return [];
    const options = new Map(value.split(',').map((option) => splitOnce(option)));
    const source = stage.scope.known(options.get('source') ?? options.get('src') ?? '');
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
    const from = options.get('from');
    if ((options.get('type') ?? 'bind') !== 'bind' || !source || target === undefined) return [];
    if (from !== undefined && stage.scope.known(from) === undefined) return [];
    const place = { target: inContainer(target, stage), ...(from === undefined ? {} : { from }) };
    return [{ kind: 'copy', unit: stage.name, source, ...place, line }];
  });
}

function splitOnce(option: string): readonly [string, string] {
  const at = option.indexOf('=');
  return at === -1 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
}

function isRemote(source: string, keyword: string): boolean {
  return keyword === 'ADD' && /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i.test(source);
}

/** Absolute where the working directory is known; a trailing slash stays. */
function inContainer(target: string, stage: Stage): string {
  return stage.directory === undefined || target.startsWith('/')
    ? target
    : posix.join(stage.directory, target);
}
