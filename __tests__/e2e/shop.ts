import type { Files } from './stand-in/git-repository.ts';

/** A small system of two services and a database. */
export const shop: Files = {
  'compose.yaml': `services:
  db:
    image: postgres:15.6
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
    volumes:
      - data:/var/lib/postgresql/data
  api:
    build: ./api
    environment:
      DATABASE_URL: postgres://shop:\${DB_PASSWORD}@db:5432/shop
      PAYMENT_URL: http://payments:8080
    depends_on:
      - db
volumes:
  data:
`,
  '.env.example': 'DB_PASSWORD=change-me\n',
  'api/Dockerfile': `FROM node:22.4.0-slim
WORKDIR /app
COPY package.json server.js ./
CMD ["node", "server.js"]
`,
  'api/package.json': '{ "name": "api", "version": "1.0.0", "type": "module" }\n',
  'api/server.js': `const database = process.env.DATABASE_URL;
const payments = process.env.PAYMENT_URL;
if (!database || !payments) throw new Error('not configured');
console.log(new URL(payments).host);
`,
};

/** The service still reads a variable that nobody gives it any more. */
export const drifted: Files = {
  'compose.yaml': String(shop['compose.yaml']).replace('      PAYMENT_URL: http://payments:8080\n', ''),
};

/** Another drift, beside the first. */
export const driftedFurther: Files = {
  'compose.yaml': String(drifted['compose.yaml']).replace(
    / {6}DATABASE_URL: .*\n/,
    '      LOG_LEVEL: info\n',
  ),
};

/** A change that means nothing to the system. */
export const harmless: Files = { 'NOTES.md': 'Call before you deploy.\n' };
