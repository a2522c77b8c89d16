import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { settingsPath } from '../settings/settings.ts';
import type { Command } from './run.ts';

const workflow = `name: system-drift
on:
  pull_request:
  merge_group:
# A run that is cut off leaves a required check without a result, so a newer one waits its turn.
concurrency:
  group: system-drift-\${{ github.ref }}
  cancel-in-progress: false
permissions: {}
jobs:
  system-drift:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
      checks: read
    steps:
      - uses: system-drift/system-drift@v1
`;

const settings = `# yaml-language-server: $schema=https://raw.githubusercontent.com/system-drift/system-drift/v1/schema/system-drift.schema.json
# Read from the base commit of a comparison: a pull request cannot loosen its own policy.

# From which severity on the check fails: critical, high, medium, low, info, or never to report only.
fail-on: never

# Variables that come from outside of this repository; * stands for any characters.
provided: []

# Paths that are not looked at, as glob patterns.
ignore: []
`;

/** `system-drift init`: writes the workflow and the settings, and leaves alone what is there. */
export const init: Command = async (_args, { repo }) => {
  for (const [path, text] of [
    ['.github/workflows/system-drift.yml', workflow],
    [settingsPath, settings],
  ] as const) {
    process.stdout.write(
      `${(await writeNew(join(repo, path), text)) ? 'written' : 'left as it is'}  ${path}\n`,
    );
  }
  process.stdout.write('Begin with fail-on: never; raise it when you trust what it says.\n');
  return 0;
};

/** False when the file is there already. */
async function writeNew(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
