import { compareOnce } from '../contracts/compare-once.ts';
import { usualPolicy } from '../contracts/protobuf/policy.ts';
import type { ProtobufCategory } from '../contracts/protobuf/policy.ts';
import type { ContractComparison } from '../contracts/openapi/compare-contracts.ts';
import { UserError } from '../errors.ts';
import { render } from '../report/contract/render.ts';
import type { ComparedContracts } from '../report/contract/compared.ts';
import { lazyRepository, openSide } from './contract-side.ts';
import type { ContractSide } from './contract-side.ts';
import { readContractSide } from './read-contract.ts';
import type { LoadedContract } from './read-contract.ts';
import type { Command, FailLevel } from './run.ts';
import { screenFor, write } from './show-report.ts';

/** `system-drift contract <old> <new>`: what changed between two contract files, outside any pull request. */
export const contract: Command = async ([old, next, ...rest], options) => {
  if (old === undefined || next === undefined || rest.length > 0)
    throw new UserError('contract takes two contract files', 'system-drift contract <old> <new>');
  const { format = 'terminal', failLevel = 'breaking', output } = options;
  if (format === 'sarif')
    throw new UserError('--format cannot be sarif', 'It is one of terminal, markdown, json.');
  const repository = lazyRepository(options.repo);
  try {
    const sides = [await openSide(old, repository.open), await openSide(next, repository.open)] as const;
    const compared = await compareSides(...sides, options.protobuf);
    await write(render(compared, format, screenFor(output === undefined)), output);
    return isOver(compared.comparison, failLevel) ? 1 : 0;
  } finally {
    await repository.close();
  }
};

async function compareSides(
  oldSide: ContractSide,
  newSide: ContractSide,
  category: ProtobufCategory | undefined,
): Promise<ComparedContracts> {
  const old = await readContractSide(oldSide);
  const names = { old: oldSide.name, new: newSide.name };
  if (old.all.size === 1 && (await isSameText(oldSide, newSide))) {
    return { names, comparison: unchanged, gaps: old.gaps, lineOf: () => null };
  }
  const next = await readContractSide(newSide);
  if (old.contract.dialect !== next.contract.dialect) {
    throw new UserError(
      `${oldSide.name} and ${newSide.name} are contracts of two kinds`,
      'Give two versions of the same contract.',
    );
  }
  const pair = { old, new: next };
  // Whoever asks whether two files are compatible wants each rule of the category kept.
  const policy = { ...usualPolicy, ...(category === undefined ? {} : { category }), isChosen: true };
  const comparison = compareOnce(
    old.all,
    next.all,
    pair,
    new Date().toISOString().slice(0, 10),
    () => policy,
    true,
  );
  const told = new Set<string>();
  const gaps = [
    ...old.gaps,
    ...next.gaps,
    ...comparison.gaps.map((gap) => ({ ...gap, path: next.path })),
  ].filter(({ path, detail }) => !told.has(`${path} ${detail}`) && told.add(`${path} ${detail}`));
  const lineIn = ({ all }: LoadedContract, spot: { readonly path: string; readonly pointer: string }) =>
    all.get(spot.path)?.lineOf(spot.pointer) ?? null;
  return {
    names,
    comparison,
    gaps,
    lineOf: (side, spot) => lineIn(side === 'old' ? old : next, spot),
  };
}

const unchanged: ContractComparison = {
  changes: [],
  summary: { breaking: 0, warn: 0, compatible: 0 },
  gaps: [],
  unexplained: [],
};

/** Equal bytes need no second parse; what they refer to was looked at before. */
async function isSameText(old: ContractSide, next: ContractSide): Promise<boolean> {
  const [before, after] = await Promise.all(
    [old, next].map(({ tree, path, read }) => read(tree.objectOf(path) ?? '', 1 << 30)),
  );
  return before?.state === 'read' && after?.state === 'read' && before.bytes.equals(after.bytes);
}

function isOver({ summary }: ContractComparison, level: FailLevel): boolean {
  if (level === 'never') return false;
  return summary.breaking > 0 || (level === 'warn' && summary.warn > 0);
}
