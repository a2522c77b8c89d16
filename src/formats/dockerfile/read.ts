import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { readInstructions } from './instructions.ts';
import type { Instruction } from './instructions.ts';
import { readInstruction } from './read-instruction.ts';
import { Scope } from './scope.ts';
import { beginStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { declareArguments } from './variable-declarations.ts';
import { readVariables } from './variables.ts';

const keywords = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Stages, what they start from, copy, set, run and check. ONBUILD speaks of other images and is left out. */
export function readDockerfile(file: SourceFile): Reading {
  const conflict = conflictLine(file.text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const { instructions, escape } = readInstructions(file.text);
  const globals = new Scope(escape);
  const facts: (readonly Fact[])[] = [];
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') {
      facts.push(readVariables(instruction, globals, undefined));
      const begun = beginStage(instruction, globals, stages, escape);
      stages.push(begun.stage);
      facts.push(begun.facts);
    } else if (stage) {
      facts.push(readVariables(instruction, stage.scope, stage.name));
      facts.push(readInstruction(instruction, stage, globals));
    } else if (instruction.keyword === 'ARG') {
      facts.push(readVariables(instruction, globals, undefined));
      facts.push(declareArguments(instruction, globals, undefined));
    }
  }
  if (stages.length === 0 && instructions.length > 0)
    throw new Unreadable('unparsable', 'It has no FROM instruction');
  for (const { entrypoint, command, healthCheck } of stages) {
    facts.push([entrypoint, command, healthCheck].flatMap((last) => last ?? []));
  }
  return { facts: facts.flat().toSorted((a, b) => a.line - b.line), gaps: gapsOf(instructions) };
}

function gapsOf(instructions: readonly Instruction[]): readonly PartialGap[] {
  // Marks of a template are left alone: what stands between them is read as it is.
  const unknown = instructions.filter(
    ({ keyword }) => !keywords.has(keyword) && !/^(?:\{[{%#]|<%)/.test(keyword),
  );
  const [first] = unknown;
  if (!first) return [];
  const rest = unknown.length > 1 ? `, nor are ${unknown.length - 1} after it` : '';
  return [{ reason: 'unparsable', detail: `Line ${first.line} is not a Dockerfile instruction${rest}` }];
}
