import type { Runtime } from '../../system/facts.ts';
import { get } from '../node.ts';
import type { Node } from '../node.ts';
import { literals } from './scope.ts';
import type { JobScope } from './scope.ts';

/** Inputs of the well-known set-up actions that name a version. */
const inputs: Readonly<Record<string, readonly (readonly [input: string, runtime: string])[]>> = {
  'actions/setup-node': [['node-version', 'node']],
  'actions/setup-python': [['python-version', 'python']],
  'actions/setup-go': [['go-version', 'go']],
  'actions/setup-java': [['java-version', 'java']],
  'actions/setup-dotnet': [['dotnet-version', 'dotnet']],
  'ruby/setup-ruby': [['ruby-version', 'ruby']],
  'shivammathur/setup-php': [['php-version', 'php']],
  'dtolnay/rust-toolchain': [['toolchain', 'rust']],
  'actions-rust-lang/setup-rust-toolchain': [['toolchain', 'rust']],
  'pnpm/action-setup': [['version', 'pnpm']],
  'oven-sh/setup-bun': [['bun-version', 'bun']],
  'denoland/setup-deno': [['deno-version', 'deno']],
  'erlef/setup-beam': [
    ['elixir-version', 'elixir'],
    ['otp-version', 'erlang'],
  ],
  'hashicorp/setup-terraform': [['terraform_version', 'terraform']],
  'astral-sh/setup-uv': [
    ['version', 'uv'],
    ['python-version', 'python'],
  ],
};

/** Versions that a step asks a set-up action for; what comes from a file is told by that file. */
export function readRuntimes(action: string, step: Node, scope: JobScope): readonly Runtime[] {
  const known = Object.hasOwn(inputs, action) ? inputs[action] : undefined;
  return (known ?? []).flatMap(([input, name]) =>
    literals(get(step, 'with', input), scope).flatMap(({ text, line }): readonly Runtime[] => {
      const version = text.replace(/^v(?=\d)/, '');
      return version.includes('$') ? [] : [{ kind: 'runtime', line, name, version, source: 'ci' }];
    }),
  );
}
