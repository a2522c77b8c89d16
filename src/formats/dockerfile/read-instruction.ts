import type { Command, Fact, HealthCheck, Invocation, Port } from '../../system/facts.ts';
import { taskCalls, taskCallsOf } from '../invocations.ts';
import type { TaskCall } from '../invocations.ts';
import { probeTarget } from '../probe-target.ts';
import { readShell } from '../shell.ts';
import { splitWords } from '../split-words.ts';
import { readCopies, readRunMounts } from './copies.ts';
import { joinLines } from './instructions.ts';
import type { Instruction } from './instructions.ts';
import type { Scope } from './scope.ts';
import { changeDirectory } from './stage.ts';
import type { Stage } from './stage.ts';
import { readTools } from './tools.ts';
import { declareArguments, declareEnvironment } from './variable-declarations.ts';

/** What one instruction inside of a stage says; what only its last of a kind decides is kept in the stage. */
export function readInstruction(instruction: Instruction, stage: Stage, globals: Scope): readonly Fact[] {
  switch (instruction.keyword) {
    case 'ARG':
      return declareArguments(instruction, globals, stage);
    case 'ENV':
      return declareEnvironment(instruction, stage);
    case 'WORKDIR':
      changeDirectory(stage, joinLines(instruction.text));
      return [];
    case 'COPY':
    case 'ADD':
      return readCopies(instruction, stage);
    case 'EXPOSE':
      return readPorts(instruction, stage);
    case 'RUN':
      return [
        ...readRunMounts(instruction, stage),
        ...invocations(instruction, stage),
        ...readTools(instruction, stage),
      ];
    case 'CMD':
      stage.command = readCommand(instruction, stage, 'command');
      return invocations(instruction, stage);
    case 'ENTRYPOINT':
      stage.entrypoint = readCommand(instruction, stage, 'entrypoint');
      return invocations(instruction, stage);
    case 'HEALTHCHECK':
      stage.healthCheck = readHealthCheck(instruction, stage) ?? stage.healthCheck;
      return [];
    default:
      return [];
  }
}

function readPorts(instruction: Instruction, stage: Stage): readonly Port[] {
  return splitWords(joinLines(instruction.text)).flatMap((word): Port[] => {
    const found = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(stage.scope.known(word) ?? '');
    if (!found) return [];
    const ends = found[2] === undefined || found[2] === found[1] ? [found[1]] : [found[1], found[2]];
    const protocol = (found[3] ?? 'tcp').toLowerCase();
    const { line } = instruction;
    return ends.map((port) => ({
      kind: 'port',
      unit: stage.name,
      port: Number(port),
      role: 'expose',
      protocol,
      line,
    }));
  });
}

/** `argv` of a shell form only when the text is one simple command. */
function readCommand(instruction: Instruction, stage: Stage, role: Command['role']): Command {
  const { json, line } = instruction;
  const text = json ? json.join(' ') : joinLines(instruction.text).trim();
  const directory = stage.directory === undefined ? {} : { directory: stage.directory };
  const argv = json ?? simpleCommand(text);
  return { kind: 'command', unit: stage.name, role, argv, shell: json === null, text, ...directory, line };
}

function simpleCommand(text: string): readonly string[] {
  const commands = readShell(text);
  const [first] = commands;
  if (commands.length !== 1 || first?.kind !== 'command') return [];
  const argv = first.words.map((word) => word.text);
  return argv[0] === 'exec' ? argv.slice(1) : argv;
}

function readHealthCheck(instruction: Instruction, stage: Stage): HealthCheck | undefined {
  const text = instruction.json?.join(' ') ?? joinLines(instruction.text).trim();
  const check = { kind: 'health-check', unit: stage.name, probe: 'health', line: instruction.line } as const;
  if (text === '') return undefined;
  if (/^none$/i.test(text)) return { ...check, disabled: true };
  return { ...check, disabled: false, text, ...probeTarget(text) };
}

/** Tasks that a command calls. Where in the repository its folder of the image comes from, the file does not say. */
function invocations(instruction: Instruction, stage: Stage): readonly Invocation[] {
  const fact = (call: TaskCall, line: number): Invocation => ({
    kind: 'invocation',
    ...call,
    unit: stage.name,
    line,
  });
  if (instruction.json)
    return taskCallsOf(instruction.json, null).map((call) => fact(call, instruction.line));
  const scripts = shellHeredocs(instruction);
  return [
    ...taskCalls(instruction.text, null).map((call) => fact(call, instruction.lineAt(0) + call.line)),
    ...scripts.flatMap(({ text, line }) => taskCalls(text, null).map((call) => fact(call, line + call.line))),
  ];
}

/** `RUN <<EOF` and `RUN bash <<EOF` are scripts of a shell; `RUN python3 <<EOF` is none. */
function shellHeredocs(instruction: Instruction): Instruction['heredocs'] {
  const program = joinLines(instruction.text)
    .replace(/<<-?\s*["']?\w+["']?/g, ' ')
    .trim();
  return /^(?:(?:\S*\/)?(?:ba|da|z|a)?sh(?:\s+-\w+)*)?$/.test(program) ? instruction.heredocs : [];
}
