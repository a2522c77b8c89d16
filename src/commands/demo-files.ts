import { createHash } from 'node:crypto';

/** Contents by path; null removes. */
export type DemoFiles = Readonly<Record<string, string | null>>;

/** A small shop as it runs today. */
export const before: DemoFiles = {
  'compose.yaml': `services:
  proxy:
    image: nginx:1.27
    ports: ["8080:80"]
    volumes:
      - ./proxy/templates:/etc/nginx/templates:ro
    environment:
      API_HOST: api
    depends_on: [api]
  api:
    build: services/api
    environment:
      DATABASE_URL: postgres://shop@db:5432/shop
      REDIS_URL: redis://redis:6379
    depends_on:
      db:
        condition: service_healthy
      redis:
        condition: service_started
  worker:
    build: services/worker
    environment:
      REDIS_URL: redis://redis:6379
      API_URL: http://api:3000
  db:
    image: postgres:15
    environment:
      POSTGRES_USER: shop
      POSTGRES_HOST_AUTH_METHOD: trust
    volumes:
      - db-data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U shop"]
      interval: 5s
  redis:
    image: redis:7.4
volumes:
  db-data:
`,
  'compose.assistant.yaml': `services:
  proxy:
    environment:
      ASSISTANT_HOST: assistant
  assistant:
    image: ghcr.io/acme/assistant:0.4.1
`,
  'proxy/templates/default.conf.template': `server {
  listen 80;
  location / { proxy_pass http://\${API_HOST}:3000; }
}
`,
  'services/api/Dockerfile': `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
CMD ["node", "src/server.js"]
`,
  'services/api/package.json': manifest('16.12.0', {
    start: 'node src/server.js',
    migrate: 'node src/migrate.js',
  }),
  'services/api/package-lock.json': lockfile('16.12.0'),
  'services/api/src/server.js': `const express = require('express');
const Stripe = require('stripe');
const { pool } = require('./db');

const app = express();
app.get('/orders/:id', async (request, response) => {
  const { rows } = await pool.query('select * from orders where id = $1', [request.params.id]);
  response.json(rows[0]);
});
app.post('/orders/:id/refund', (request, response) => {
  new Stripe('demo').refunds.create({ charge: request.params.id });
  response.status(202).json({ status: 'accepted' });
});
app.listen(3000);
`,
  'services/api/src/db.js': `const { Pool } = require('pg');
exports.pool = new Pool({ connectionString: process.env.DATABASE_URL });
`,
  'services/api/src/migrate.js': `require('./db').pool.query('create table if not exists orders (id text primary key)');
`,
  'services/api/openapi.yaml': openapi(true),
  'services/worker/Dockerfile': `FROM node:22-slim
WORKDIR /app
COPY src ./src
CMD ["node", "src/worker.js"]
`,
  'services/worker/package.json': '{ "name": "worker", "private": true }\n',
  'services/worker/src/worker.js': `const api = process.env.API_URL;

exports.refund = (id) => fetch(\`\${api}/orders/\${id}/refund\`, { method: 'POST' });
exports.order = async (id) => (await fetch(\`\${api}/orders/\${id}\`)).json();
`,
  '.github/workflows/deploy.yml': `name: Deploy
on:
  push:
    branches: [main]
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
        working-directory: services/api
      - run: npm run migrate
        working-directory: services/api
`,
};

/** The same shop after a pull request that looks harmless. */
export const after: DemoFiles = {
  'compose.yaml': (before['compose.yaml'] ?? '')
    .replace('postgres:15', 'postgres:17')
    .replace('condition: service_healthy', 'condition: service_started'),
  'proxy/templates/default.conf.template': `server {
  listen 80;
  location / { proxy_pass http://\${API_HOST}:3000; }
  location /assistant/ { proxy_pass http://\${ASSISTANT_HOST}:8080; }
}
`,
  'services/api/package.json': manifest('17.0.0', {
    start: 'node src/server.js',
    'db:migrate': 'node src/migrate.js',
  }),
  'services/api/package-lock.json': lockfile('17.0.0'),
  'services/api/openapi.yaml': openapi(false),
  'services/api/src/server.js': (before['services/api/src/server.js'] ?? '')
    .replace(/app\.post[\s\S]*?\n\}\);\n/, '')
    .replace("const Stripe = require('stripe');\n", ''),
};

function manifest(stripe: string, scripts: Readonly<Record<string, string>>): string {
  const dependencies = { express: '^4.21.0', pg: '^8.13.0', stripe: `^${stripe}` };
  return `${JSON.stringify({ name: 'api', version: '1.0.0', private: true, scripts, dependencies }, null, 2)}\n`;
}

function lockfile(stripe: string): string {
  const dependencies = { express: '^4.21.0', pg: '^8.13.0', stripe: `^${stripe}` };
  const versions = { express: '4.21.0', pg: '8.13.0', stripe };
  const entries = Object.entries(versions).map(([name, version]) => [
    `node_modules/${name}`,
    {
      version,
      resolved: `https://registry.example.org/${name}/-/${name}-${version}.tgz`,
      integrity: `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`,
    },
  ]);
  const packages = { '': { name: 'api', version: '1.0.0', dependencies }, ...Object.fromEntries(entries) };
  return `${JSON.stringify({ name: 'api', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}

function openapi(withRefund: boolean): string {
  const refund = `  /orders/{id}/refund:
    post:
      operationId: refundOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '202': { description: The refund is on its way }
`;
  return `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The order
          content:
            application/json:
              schema: { type: object, properties: { id: { type: string } } }
${withRefund ? refund : ''}`;
}
