import type { Format } from '../format.ts';

/** https://helm.sh/docs/topics/charts/: `Chart.yaml`, the values of a chart, and their schema. */
export const helmChart: Format = {
  id: 'helm-chart',
  title: 'Helm chart',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:Chart\.ya?ml|values(?:[-._][\w.-]+)?\.ya?ml|[\w.-]+[-._]values\.ya?ml|values\.schema\.json)$/.test(
      path,
    ),
  recognises: (text) => !/^[ \t]*apiVersion:[^\n]*\n[ \t]*kind:/m.test(text),
  read: async (file) => (await import('./read.ts')).readHelmChart(file),
};
