import { isTestPath } from '../formats/code-paths.ts';
import { folderOf } from '../formats/paths.ts';
import { buildOfImage } from './built-images.ts';
import { chartFolderOf } from './cluster-builds.ts';
import type { ComposeUnit } from './compose-units.ts';
import type { Unit } from './facts.ts';
import { builtFrom } from './ownership.ts';
import type { Located, System } from './system.ts';

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/**
 * Containers of Helm charts whose image this repository builds. Whoever installs a chart adds variables by its values, so
 * these are always open: only that one which the chart gave is gone says something.
 */
export function chartUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const units = system
    .facts('unit')
    .filter(({ imageFrom, file }) => imageFrom !== undefined && !isTestPath(file))
    .flatMap((unit) => unitOf(system, unit));
  cache.set(system, units);
  return units;
}

/** The containers whose image holds a file; the closest path wins. */
export function chartOwnersOf(system: System, path: string): readonly ComposeUnit[] {
  const holding = chartUnits(system).flatMap((unit) =>
    (unit.code ?? [])
      .filter((root) => root === '' || root === path || path.startsWith(`${root}/`))
      .map((root) => ({ unit, length: root.length })),
  );
  const closest = Math.max(...holding.map(({ length }) => length));
  return [...new Set(holding.filter(({ length }) => length === closest).map(({ unit }) => unit))];
}

function unitOf(system: System, unit: Located<Unit>): readonly ComposeUnit[] {
  const { file, line, name, imageFrom = '', open = [] } = unit;
  const chart = chartFolderOf(system.tree, file);
  const builds =
    chart === null ? [] : imagesIn(system, chart, imageFrom).map((image) => buildOfImage(system, image));
  const [build] = builds;
  if (chart === null || !build || builds.some((other) => other?.dockerfile !== build.dockerfile)) return [];
  // What templates put into ConfigMaps and Secrets, and what values hand on, is for any container of the chart.
  const supplied = system.facts('declaration').filter((fact) => {
    if (fact.file !== file && chartFolderOf(system.tree, fact.file) !== chart) return false;
    return fact.unit === undefined || (fact.file === file && fact.unit === name);
  });
  return [
    {
      key: `${file}/${name}`,
      service: plainName(name),
      folder: folderOf(file),
      path: file,
      line,
      files: [file],
      build: null,
      code: builtFrom(system, build),
      cluster: {
        build: `chart ${chart}`,
        root: null,
        supplied: new Set(supplied.map((fact) => fact.name)),
        open,
      },
    },
  ];
}

/** `Deployment/{{ include "x" . }}-api/api`: what a person knows it by. */
function plainName(name: string): string {
  return name.replace(/\{\{.*?\}\}/g, '…');
}

/** Repositories that the image of a container can have by the values of its chart. */
function imagesIn(system: System, chart: string, written: string): readonly string[] {
  const paths = [...written.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path);
  const includes = [...written.matchAll(/(?:include|template)\s+"([^"]+)"/g)].map(([, name = '']) => name);
  const inside = system
    .facts('chart-value-read')
    .filter(
      ({ within, file }) =>
        within !== undefined && includes.includes(within) && chartFolderOf(system.tree, file) === chart,
    );
  const wanted = new Set([...paths, ...inside.map(({ path }) => path)]);
  const values = system
    .facts('chart-value')
    .filter(
      ({ file, path, image }) =>
        image !== undefined && wanted.has(path) && folderOf(file) === (chart === '.' ? '' : chart),
    );
  const named = [...new Set(values.flatMap(({ image }) => image ?? []))];
  return named.length > 0 ? named : [written];
}
