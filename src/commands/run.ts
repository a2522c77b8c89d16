import { protobufCategories } from '../contracts/protobuf/policy.ts';
import type { ProtobufCategory } from '../contracts/protobuf/policy.ts';
import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import { severities } from '../stages/rule.ts';
import type { FailOn } from '../settings/settings.ts';
import { help } from './help.ts';
import { version } from './version.ts';

export const outputFormats = ['terminal', 'markdown', 'json', 'sarif'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** From which level `contract` fails. */
export const failLevels = ['breaking', 'warn', 'never'] as const;
export type FailLevel = (typeof failLevels)[number];

/** What all commands share. */
export interface Options {
  readonly repo: string;
  readonly format: OutputFormat | undefined;
  readonly failOn: FailOn | undefined;
  /** what `--fail-on` says to `contract` */
  readonly failLevel: FailLevel | undefined;
  /** of `contract`: what is promised of a `.proto` file */
  readonly protobuf: ProtobufCategory | undefined;
  /** path of a settings file that replaces the one of the base commit */
  readonly settings: string | undefined;
  /** path to write the result to instead of stdout */
  readonly output: string | undefined;
  readonly at: string | undefined;
  readonly as: string | undefined;
}

/** A command: its arguments and options in, the exit code out. */
export type Command = (args: readonly string[], options: Options) => Promise<number>;

/** Each command is loaded only when it is called: start-up time is part of every run. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  diff: async () => (await import('./diff.ts')).diff,
  audit: async () => (await import('./audit.ts')).audit,
  demo: async () => (await import('./demo.ts')).demo,
  rules: async () => (await import('./rules.ts')).showRules,
  init: async () => (await import('./init.ts')).init,
  contract: async () => (await import('./contract.ts')).contract,
  facts: async () => (await import('./facts.ts')).facts,
};

/** Runs one command line, without the program's name. Exit code 0 below the gate, 1 blocked; throws for wrong use. */
export async function run(argv: readonly string[]): Promise<number> {
  const { positionals, values } = parse(argv);
  const [name, ...args] = positionals;
  if (values.version) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (values.help || name === undefined || name === 'help') {
    process.stdout.write(help);
    return name === undefined && !values.help ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    throw new UserError(`${name} is not a command`, `Commands: ${Object.keys(commands).join(', ')}.`);
  const command = await load();
  return command(args, {
    repo: values.repo ?? '.',
    format: oneOf(outputFormats, '--format', values.format),
    ...(name === 'contract'
      ? { failOn: undefined, failLevel: oneOf(failLevels, '--fail-on', values['fail-on']) }
      : {
          failOn: oneOf([...severities, 'never'] as const, '--fail-on', values['fail-on']),
          failLevel: undefined,
        }),
    protobuf: oneOf(protobufCategories, '--protobuf', values.protobuf),
    settings: values.settings,
    output: values.output,
    at: values.at,
    as: values.as,
  });
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        repo: { type: 'string' },
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        protobuf: { type: 'string' },
        settings: { type: 'string' },
        output: { type: 'string' },
        at: { type: 'string' },
        as: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UserError((error as Error).message, 'system-drift --help lists the options.');
  }
}

function oneOf<T extends string>(
  allowed: readonly T[],
  option: string,
  given: string | undefined,
): T | undefined {
  if (given === undefined || (allowed as readonly string[]).includes(given)) return given as T | undefined;
  throw new UserError(`${option} cannot be ${given}`, `It is one of ${allowed.join(', ')}.`);
}
