// A repository of a given number of files, and a pull request as teams make them, by one `git fast-import`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const filesPerService = 24;

/** @param {number} size files in the repository. @returns {string} path of a bare repository with branches main and change */
export function makeRepository(size) {
  const folder = mkdtempSync(join(tmpdir(), `system-drift-bench-${size}-`));
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', folder]);
  const services = Math.max(2, Math.floor(size / filesPerService));
  const base = new Map([
    ['.env.example', 'DATABASE_URL=\nREDIS_URL=\n'],
    ['.nvmrc', '22\n'],
    ['compose.yaml', compose('postgres:16', 8)],
  ]);
  for (let number = 0; number < services; number += 1) addService(base, `services/s${number}`, number);
  for (let number = 0; base.size < size; number += 1) base.set(`docs/page-${number}.md`, prose(number));
  const change = new Map([
    ['compose.yaml', compose('postgres:17', 8)],
    ['services/s0/package.json', manifest(0, '17.0.0')],
    ['services/s0/package-lock.json', lockfile(0, '17.0.0')],
    ['services/s0/openapi.yaml', openapi(0, 5)],
    ['services/s0/src/module-1.ts', module(0, 1, 'NEW_FEATURE_URL')],
    ['services/s1/src/module-2.ts', module(1, 2, 'REDIS_URL')],
    ['services/s1/src/module-3.ts', module(1, 3, 'QUEUE_PREFIX')],
  ]);
  const input = [commit('main', null, base), commit('change', 'main', change)].join('');
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input, maxBuffer: 1 << 30 });
  return folder;
}

function addService(files, folder, number) {
  files.set(
    `${folder}/Dockerfile`,
    'FROM node:22-slim\nWORKDIR /app\nCOPY package*.json ./\nCOPY src ./src\nCMD ["node", "src/module-0.js"]\n',
  );
  files.set(`${folder}/package.json`, manifest(number, '16.12.0'));
  if (number < 20) files.set(`${folder}/package-lock.json`, lockfile(number, '16.12.0'));
  files.set(`${folder}/openapi.yaml`, openapi(number, 6));
  for (let part = 0; part < filesPerService - 4; part += 1) {
    files.set(
      `${folder}/src/module-${part}.ts`,
      module(number, part, part % 5 === 0 ? 'DATABASE_URL' : null),
    );
  }
}

function compose(database, count) {
  const services = Array.from(
    { length: count },
    (_, number) =>
      `  s${number}:\n    build: services/s${number}\n    environment:\n      DATABASE_URL: postgres://db:5432/app\n    depends_on:\n      db:\n        condition: service_healthy\n`,
  );
  return `services:\n${services.join('')}  db:\n    image: ${database}\n    volumes: [data:/var/lib/postgresql/data]\n    healthcheck:\n      test: [CMD, pg_isready]\nvolumes:\n  data:\n`;
}

function manifest(number, stripe) {
  return `${JSON.stringify({ name: `s${number}`, version: '1.0.0', scripts: { start: 'node src/module-0.js' }, dependencies: { stripe: `^${stripe}` } }, null, 2)}\n`;
}

function lockfile(number, stripe) {
  const packages = {
    '': { name: `s${number}`, version: '1.0.0', dependencies: { stripe: `^${stripe}` } },
    'node_modules/stripe': entry('stripe', stripe),
  };
  for (let index = 0; index < 800; index += 1)
    packages[`node_modules/package-${index}`] = entry(`package-${index}`, `1.${index}.0`);
  return `${JSON.stringify({ name: `s${number}`, version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}

function entry(name, version) {
  return {
    version,
    resolved: `https://registry.example.org/${name}/-/${name}-${version}.tgz`,
    integrity: `sha512-${Buffer.from(`${name}@${version}`.padEnd(64, '=')).toString('base64')}`,
  };
}

function openapi(number, operations) {
  const paths = Array.from(
    { length: operations },
    (_, index) =>
      `  /s${number}/items-${index}/{id}:\n    get:\n      operationId: getS${number}Item${index}\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n      responses:\n        '200': { description: ok }\n`,
  );
  return `openapi: 3.0.3\ninfo: { title: s${number}, version: 1.0.0 }\npaths:\n${paths.join('')}`;
}

function module(service, part, variable) {
  const read = variable ? `export const setting = process.env.${variable}!;\n` : '';
  const body = Array.from(
    { length: 60 },
    (_, line) =>
      `export function step${line}(value: number): number {\n  return value * ${line} + ${service + part};\n}\n`,
  );
  return `import { createServer } from 'node:http';\n${read}${body.join('\n')}`;
}

function prose(number) {
  return `# Page ${number}\n\n${'Words about the system and what it does for whom. '.repeat(40)}\n`;
}

function commit(branch, parent, files) {
  const parts = [
    `commit refs/heads/${branch}\ncommitter Bench <bench@example.org> 1767225600 +0000\ndata 0\n`,
  ];
  if (parent) parts.push(`from refs/heads/${parent}\n`);
  for (const [path, text] of files)
    parts.push(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  return `${parts.join('')}\n`;
}
