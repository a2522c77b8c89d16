import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf, nameOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { chartFolderOf } from '../../system/cluster-builds.ts';
import type { ChartValue, ChartValueRead } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A chart's template reads a value that no values file of the chart has. */
export const helmValueUndefined: IntegrityRule = {
  kind: 'integrity',
  id: 'helm-value-undefined',
  stage: 'config',
  severity: 'high',
  summary: "A chart's template reads a value that its values files do not have",
  assumption: 'Assumes that somebody passes the value with `--set` or a values file of their own.',
  verify: 'Run `helm template` with each values file and look at what the value renders.',
  explanation: `Joins \`.Values.a.b\` in the templates of a chart to its \`values.yaml\`, the values files beside it, what its
schema demands, and what the charts around it set for it. It fires when a template prints a value that is in none of
them, with neither \`default\` nor a test around it: it renders as nothing, or rendering fails where the parent is missing.

It stays silent inside of \`if\`, \`with\` and \`range\` over the same part of the values, beside functions that answer for a missing value, for \`global\`,
for values of charts it depends on, for library charts, for charts without values, and in tests.

Severity: high; a value that is only read by \`required\` is left to those who install the chart on purpose, and low.`,
  check: (system) => {
    const reads = system.facts('chart-value-read').filter(({ file }) => !isTestPath(file));
    const byChart = groupBy(reads, ({ file }) => chartFolderOf(system.tree, file) ?? '');
    return byChart.flatMap((group) => {
      const folder = chartFolderOf(system.tree, group[0].file);
      return folder === null ? [] : problemsOf(system, folder, group);
    });
  },
};

function problemsOf(
  system: System,
  folder: string,
  reads: readonly Located<ChartValueRead>[],
): readonly Problem[] {
  const chart = system.facts('chart').find(({ file }) => file === inFolder(folder, 'Chart.yaml'));
  const values = valuesOf(system, folder);
  if (!chart || chart.library || !values.some(({ file }) => nameOf(file) === 'values.yaml')) return [];
  const known = new Set(values.flatMap(({ path, from }) => (from === 'schema' ? withParents(path) : [path])));
  const elsewhere = new Set([
    'global',
    // A mapping that a template hands on under the same name.
    'Values',
    ...chart.dependencies.flatMap(({ name, alias }) => [name, alias ?? name]),
  ]);
  const tested = new Set(reads.filter(({ strength }) => strength === 'guarded').map(({ path }) => path));
  const missing = reads.filter(
    ({ path, strength }) =>
      strength !== 'guarded' &&
      !known.has(path) &&
      !tested.has(path) &&
      !elsewhere.has(path.split('.', 1)[0] ?? ''),
  );
  return groupBy(
    missing.filter(({ path }) => !isInScalar(path, values)),
    ({ path }) => path,
  ).map((group) => problemOf(system, folder, values, group));
}

/** The values files of a chart, and what the charts around it have under its name. */
function valuesOf(system: System, folder: string): readonly Located<ChartValue>[] {
  const own = system.facts('chart-value').filter(({ file }) => (folderOf(file) || '.') === folder);
  const outer = chartFolderOf(system.tree, folder);
  if (outer === null || outer === folder || !/(?:^|\/)charts\/[^/]+$/.test(folder)) return own;
  const prefix = `${nameOf(folder)}.`;
  const given = valuesOf(system, outer).flatMap((fact) =>
    fact.path.startsWith(prefix) ? [{ ...fact, path: fact.path.slice(prefix.length) }] : [],
  );
  return [...own, ...given];
}

function inFolder(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

function withParents(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** `.Values.a.b` where `a` is a list or a text: something else is meant, or keys with dots. */
function isInScalar(path: string, values: readonly Located<ChartValue>[]): boolean {
  const parents = new Set(withParents(path).slice(0, -1));
  return values.some((value) => parents.has(value.path) && value.holds === 'value');
}

function problemOf(
  system: System,
  folder: string,
  values: readonly Located<ChartValue>[],
  [first, ...rest]: readonly [Located<ChartValueRead>, ...Located<ChartValueRead>[]],
): Problem {
  const demanded = [first, ...rest].every(({ strength }) => strength === 'required');
  const parent = withParents(first.path)
    .slice(0, -1)
    .findLast((path) => values.some((value) => value.path === path));
  const near = values.find(({ path }) => path === parent);
  return {
    subject: first.path,
    identity: [folder, first.path],
    severity: demanded ? 'low' : 'high',
    confidence: demanded ? 'possible' : 'likely',
    title: text`A template reads ${code(`.Values.${first.path}`)}, which no values file of ${code(folder)} has`,
    assumption: demanded
      ? text`Assumes everybody who installs ${code(folder)} passes ${code(first.path)}; do they?`
      : text`Assumes somebody passes ${code(first.path)} whenever ${code(folder)} is installed`,
    verify: text`Run ${code(`helm template ${folder}`)} with each values file and look at ${code(`${first.file}:${first.line}`)}`,
    at: placeOf(first),
    related: [
      ...(near ? [{ ...placeOf(near), side: system.side, note: text`the values beside it` }] : []),
      ...rest
        .slice(0, 3)
        .map((other) => ({ ...placeOf(other), side: system.side, note: text`also read here` })),
    ],
  };
}
