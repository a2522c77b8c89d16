import { digitaloceanApp } from './digitalocean-app/format.ts';
import { envSchema } from './env-schema/format.ts';
import { envVault } from './env-vault/format.ts';
import { fly } from './fly/format.ts';
import type { Format } from './format.ts';
import { herokuApp } from './heroku-app/format.ts';
import { netlify } from './netlify/format.ts';
import { nixpacks } from './nixpacks/format.ts';
import { nx } from './nx/format.ts';
import { pm2 } from './pm2/format.ts';
import { railway } from './railway/format.ts';
import { render } from './render/format.ts';
import { secretspec } from './secretspec/format.ts';
import { supervisord } from './supervisord/format.ts';
import { systemd } from './systemd/format.ts';
import { turbo } from './turbo/format.ts';
import { vercel } from './vercel/format.ts';
import { wrangler } from './wrangler/format.ts';

/** Manifests of hosting platforms, process managers, and what says which variables tasks see. */
export const platformFormats: readonly Format[] = [
  herokuApp,
  render,
  fly,
  wrangler,
  vercel,
  netlify,
  railway,
  nixpacks,
  digitaloceanApp,
  systemd,
  supervisord,
  // Before JavaScript: the file is one, and more.
  pm2,
  turbo,
  nx,
  envSchema,
  envVault,
  secretspec,
];
