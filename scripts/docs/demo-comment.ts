import { fromArguments } from '../../src/comparison/from-arguments.ts';
import { makeDemoRepository } from '../../src/commands/demo-repository.ts';
import { inspect } from '../../src/inspect.ts';
import { renderComment } from '../../src/report/comment.ts';
import { openRepository } from '../../src/source/open-repository.ts';

const [start, end] = ['<!-- demo -->', '<!-- /demo -->'];

/** README with the comment of `system-drift demo` between its two marks, as the Action would write it. */
export async function withDemoComment(readme: string): Promise<string> {
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`README.md has no ${start} … ${end}`);
  const quoted = (await demoComment())
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`));
  return `${readme.slice(0, from)}${start}\n\n${quoted.join('\n')}\n\n${readme.slice(to)}`;
}

async function demoComment(): Promise<string> {
  const { folder, remove } = await makeDemoRepository();
  const repository = await openRepository(folder);
  try {
    const comparison = await fromArguments(repository, { base: 'main...change' });
    return renderComment(await inspect({ repository, comparison }));
  } finally {
    await repository.close();
    await remove();
  }
}
