import { formats } from '../../src/formats/index.ts';
import { stageTitles, stages } from '../../src/stages/rule.ts';

/** `docs/formats.md`: what is read, by the stage that it feeds most. */
export function formatsPage(): string {
  const sections = stages.flatMap((stage) => {
    const own = formats.filter((format) => format.stage === stage);
    if (own.length === 0) return [];
    // Two entries of the registry may be one format: scripts by their name, and by their first line.
    const lines = [...new Set(own.map(({ id, title }) => `- ${title} (\`${id}\`)`))];
    lines.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    return [`## ${stageTitles[stage]}\n\n${lines.join('\n')}\n`];
  });
  return [
    '<!-- Generated from src/formats/ by npm run docs. -->\n\n# What is read\n',
    'Each format stands under the stage whose findings are missing when such a file cannot be read. Most serve more than ' +
      'one: a compose file says what a service gets, which image it runs and what it waits for. ' +
      '`system-drift facts <path>` shows what is read from one file; `--as <name>` reads it as if it were called that.\n',
    ...sections,
  ].join('\n');
}
