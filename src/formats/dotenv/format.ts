import type { Format } from '../format.ts';

const names = [
  // .env, .env.local, .env-example, api.env, prod.env.example
  /^(?:[^/]+)?\.env(?:[._-][^/]+)?$/i,
  // env.example, env_sample
  /^\.?env[._-](?:example|sample|template|tmpl|tpl|dist|defaults?)$/i,
  /^\.dev\.vars(?:\.[^/]+)?$/,
  /^\.flaskenv$/,
  /^\.envrc(?:[._-][^/]+)?$/,
];

/** What else begins like that: sources, documents, encrypted files, other formats. */
const otherwise =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|go|rs|php|java|kt|cs|lua|sh|bash|zsh|fish|ps1|bat|cmd|ya?ml|json5?|toml|xml|html?|md|mdx|rst|txt|css|lock|schema|vault|keys|me|gpg|asc|age|enc|encrypted|j2|jinja2?|erb|hbs|ejs|mustache|bak|orig|rej|patch|diff|swp|zip|gz|svg|png)$/i;

/** The `.env` family: `.env.production`, `api.env`, `.env.example`, `.dev.vars`, `.flaskenv`, `.envrc`. */
export const dotenv: Format = {
  id: 'dotenv',
  title: 'Env file',
  stage: 'config',
  matches: (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return names.some((pattern) => pattern.test(name)) && !otherwise.test(name);
  },
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readEnvFile(file),
};
