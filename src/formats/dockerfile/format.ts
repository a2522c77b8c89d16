import type { Format } from '../format.ts';

/** `Dockerfile`, `Dockerfile.worker`, `api.Dockerfile`, `Containerfile`: https://docs.docker.com/reference/dockerfile/ */
const name = /(?:^|\/)(?:(?:docker|container)file(?:[._-][^/]+)?|[^/]+\.(?:docker|container)file)$/i;

/** What else begins like that: ignore lists, sources, and templates that are no Dockerfile yet. */
const otherwise =
  /\.(?:dockerignore|md|mdx|rst|txt|html?|ya?ml|json5?|toml|xml|[cm]?[jt]sx?|py|rb|go|rs|java|kt|php|cs|lua|ex|exs|vim|sh|snap|golden|j2|jinja2?|tmpl|tpl|erb|m4|mustache|hbs|ejs|in|lock|bak|orig|rej|diff|patch|svg|png)$/i;

export const dockerfile: Format = {
  id: 'dockerfile',
  title: 'Dockerfile',
  stage: 'wiring',
  matches: (path) => name.test(path) && !otherwise.test(path),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readDockerfile(file),
};
