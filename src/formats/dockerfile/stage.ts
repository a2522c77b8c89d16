import { posix } from 'node:path';
import type { Command, Fact, HealthCheck, Unit } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Dialect } from '../interpolation.ts';
import { splitWords } from '../split-words.ts';
import { joinLines } from './instructions.ts';
import type { Instruction } from './instructions.ts';
import { runtimeOf } from './runtime-images.ts';
import { Scope } from './scope.ts';

/** What is known of a build stage while its instructions are read. */
export interface Stage {
  /** its name, or its number when it has none */
  readonly name: string;
  readonly scope: Scope;
  /** WORKDIR, absolute; undefined when it comes from the base image */
  directory: string | undefined;
  /** the last of each kind counts */
  entrypoint: Command | undefined;
  command: Command | undefined;
  healthCheck: HealthCheck | undefined;
}

/** FROM: a new stage, on an image or on a stage before it. */
export function beginStage(
  instruction: Instruction,
  globals: Scope,
  stages: readonly Stage[],
  escape: Dialect['escape'],
): { readonly stage: Stage; readonly facts: readonly Fact[] } {
  const [written = '', as = '', alias = ''] = splitWords(joinLines(instruction.text));
  const base = globals.fillIn(written).text;
  const wanted = as.toUpperCase() === 'AS' && alias !== '' ? alias : String(stages.length);
  const name = stages.some((stage) => stage.name === wanted) ? String(stages.length) : wanted;
  const parent = stages.findLast((stage) => stage.name.toLowerCase() === base.toLowerCase());
  const { line } = instruction;
  const stage: Stage = {
    name,
    scope: parent?.scope.child() ?? new Scope(escape),
    directory: parent?.directory ?? (base === 'scratch' ? '/' : undefined),
    entrypoint: undefined,
    command: undefined,
    healthCheck: undefined,
  };
  const unit: Unit = { kind: 'unit', name, type: 'image-stage', extends: parent?.name ?? base, line };
  const image = parent || base === 'scratch' ? null : parseImageReference(base);
  if (!image) return { stage, facts: [unit] };
  const runtime = runtimeOf(image);
  return {
    stage,
    facts: [
      unit,
      { kind: 'image', unit: name, ...image, role: 'base', line },
      ...(runtime ? [{ kind: 'runtime', ...runtime, source: 'image', line } as const] : []),
    ],
  };
}

/** WORKDIR: relative to the one before. */
export function changeDirectory(stage: Stage, written: string): void {
  const path = stage.scope.known(splitWords(written).join(' '));
  if (path?.startsWith('/')) stage.directory = posix.normalize(path);
  else if (path === undefined || stage.directory === undefined) stage.directory = undefined;
  else stage.directory = posix.join(stage.directory, path);
}
