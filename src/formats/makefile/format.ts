import type { Format } from '../format.ts';

/** Targets of make, and what their recipes call. https://www.gnu.org/software/make/manual/make.html */
export const makefile: Format = {
  id: 'makefile',
  title: 'Makefile',
  stage: 'wiring',
  matches: (path) =>
    /(?:^|\/)(?:(?:GNU)?[Mm]akefile(?:\.[\w-]+)?|[^/]+\.mk)$/.test(path) && !other.test(path),
  read: async (file) => (await import('./read.ts')).readMakefile(file),
};

/** Inputs of automake and of template engines, and files about makefiles. */
const other = /akefile\.(?:am|in|j2|tmpl|tpl|erb|xml|md|rst|txt|json|ya?ml|html?|py|go|rs|js|ts)$/;
