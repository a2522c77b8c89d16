import type { Format } from '../format.ts';

/** https://helm.sh/docs/chart_template_guide/ */
export const helmTemplate: Format = {
  id: 'helm-template',
  title: 'Helm template',
  stage: 'config',
  matches: (path) => /(?:^|\/)templates\/.*\.(?:ya?ml|tpl|txt|json|conf)$/.test(path),
  recognises: (text) =>
    /\{\{[-\s]*(?:[\w."$()\s-]{0,80}[\s(.$])?(?:\.?Values|\.?Release|\.?Chart|include|template|define|tpl)\b/.test(
      text,
    ),
  read: async (file) => (await import('./read.ts')).readHelmTemplate(file),
};
