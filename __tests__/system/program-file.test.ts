import { programFile } from '../../src/system/program-file.ts';

describe('programFile', () => {
  test.each([
    ['node dist/main.js --port 80', ['dist/main.js']],
    [
      'node --require ./tracing.js -r dotenv/config server',
      ['server', 'server.js', 'server.mjs', 'server.cjs', 'server/index.js'],
    ],
    ['node --max-old-space-size=400 /app/server.js', ['/app/server.js']],
    ['node -e console.log(1)', null],
    ['node --test', null],
    ['node', null],
    ['node $MAIN', null],
    ['tsx watch --tsconfig tsconfig.dev.json src/server.ts', ['src/server.ts']],
    ['nodemon --exec ts-node src/x.ts', null],
    ['bun run build', null],
    ['bun run src/index.ts', ['src/index.ts']],
    ['deno run -A main.ts', ['main.ts']],
    ['python manage.py migrate', ['manage.py']],
    ['python3.12 -u -X dev scripts/seed.py', ['scripts/seed.py']],
    ['python3 -u scripts/seed.py', ['scripts/seed.py']],
    ['python -c pass', null],
    [
      'python -m uvicorn api.main:app',
      [
        'api/main.py',
        'api/main/__init__.py',
        'api/main/__main__.py',
        'src/api/main.py',
        'src/api/main/__init__.py',
        'src/api/main/__main__.py',
      ],
    ],
    [
      'gunicorn -b 0.0.0.0:80 --chdir web shop.wsgi:application',
      [
        'web/shop/wsgi.py',
        'web/shop/wsgi/__init__.py',
        'web/shop/wsgi/__main__.py',
        'web/src/shop/wsgi.py',
        'web/src/shop/wsgi/__init__.py',
        'web/src/shop/wsgi/__main__.py',
      ],
    ],
    ['gunicorn -b unix:app.sock', null],
    ['./scripts/deploy.sh prod', ['./scripts/deploy.sh']],
    ['bash -euo pipefail scripts/x.sh', ['scripts/x.sh']],
    ['bash -e scripts/x.sh', ['scripts/x.sh']],
    ['bash -c ls', null],
    ['bash -lc ./x.sh', null],
    ['. ./.env.local', null],
    ['source scripts/lib.sh', ['scripts/lib.sh']],
    ['php artisan queue:work', ['artisan']],
    ['bundle exec ruby bin/clock.rb', ['bin/clock.rb']],
    ['go run ./cmd/api', ['./cmd/api']],
    ['go run example.org/tool', null],
    ['nginx -g daemon', null],
    ['constructor x', null],
    ['scripts/*.sh', null],
    ['', null],
  ])('%s', (command, expected) => {
    expect(programFile(command.split(' '))?.candidates ?? null).toEqual(expected);
  });

  test.each([
    ['node --require ./a.js server.js --token t', 'node server.js'],
    ['python -m uvicorn api.main:app --key k', 'uvicorn api.main:app'],
    ['poetry run gunicorn -e K=v --app-dir=web shop.wsgi:app', 'gunicorn --chdir web shop.wsgi:app'],
    ['python -u -m jobs.nightly --key k', 'python -m jobs.nightly'],
    ['celery --app=shop worker', 'celery -A shop'],
    ['./deploy.sh secret', './deploy.sh'],
    ['bun run src/a.ts secret', 'bun src/a.ts'],
    ['deno run -A main.ts secret', 'deno run main.ts'],
    ['go run ./cmd/api secret', 'go run ./cmd/api'],
  ])('%s keeps no more than it needs', (command, expected) => {
    const argv = programFile(command.split(' '))?.argv ?? [];
    expect(argv.join(' ')).toBe(expected);
    expect(programFile(argv)?.candidates).toEqual(programFile(command.split(' '))?.candidates);
  });

  test('celery may name a module or a name in one', () => {
    expect(programFile('celery -A shop.jobs worker'.split(' '))?.candidates).toEqual(
      expect.arrayContaining(['shop/jobs.py', 'shop/__init__.py', 'shop.py']),
    );
  });
});
