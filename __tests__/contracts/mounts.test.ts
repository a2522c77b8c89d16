import { mountsIn } from '../../src/contracts/routes/mounts-in.ts';

const express = `import { users } from './users';
import teams from '../teams.js';
const items = require('./items');
app.use('/api/users', requireUser({ role: 'a' }), users);
app.use('/v1', require('./v1'));
app.use('/teams', teams);
app.use(
  '/items',
  items.router,
);
app.use('/cors', cors());
// app.use('/old', teams);
`;

const fastify = `import users from './users';
app.register(users, { prefix: '/users' });
app.register(import('./teams'), { prefix: '/teams' });
app.register(cors, { origin: '*' });
`;

const fastapi = `from app.api import users, items as things
from .health import router as health
app.include_router(users.router, prefix="/users", tags=["users"])
app.include_router(things.router, prefix=f"{settings.PREFIX}/items")
app.include_router(
    health,
    prefix="/health",
)
app.include_router(users.other)
`;

describe('routers of other files that a file mounts', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'Express',
      'src/app.ts',
      express,
      ['/api/users src/users.ts', '/v1 src/v1.ts', '/teams teams.ts', '/items src/items.ts'],
    ],
    [
      'an alias',
      'web/src/server/app.ts',
      "import { users } from '@/users';\napp.route('/u', users)\n",
      ['/u web/src/users.ts'],
    ],
    ['Fastify', 'src/app.ts', fastify, ['/users src/users.ts', '/teams src/teams.ts']],
    [
      'FastAPI',
      'app/main.py',
      fastapi,
      ['/users app/app/api/users.py', '/items app/app/api/items.py', '/health app/health/router.py'],
    ],
    ['Django', 'shop/urls.py', 'path("users/", include("users.urls"))\n', ['users/ shop/users/urls.py']],
    ['no other language', 'README.md', express, []],
    ['a truncated file', 'src/app.ts', "import users from './users';\napp.use('/users', use", []],
  ])('%s', (_name, path, text, expected) => {
    expect(mountsIn(path, text).map(({ prefix, targets }) => `${prefix} ${targets[0]}`)).toEqual(expected);
  });

  test('a module of Python may stand in any folder above', () => {
    const [mount] = mountsIn(
      'backend/app/main.py',
      'from app.api import users\napp.include_router(users.router, prefix="/u")\n',
    );
    expect(mount?.targets).toEqual(expect.arrayContaining(['backend/app/api/users.py', 'app/api/users.py']));
  });

  test.each([
    ['app.ts', '.use("/a",'.repeat(20_000)],
    ['app.ts', `.use("/a", ${'x('.repeat(50_000)}`],
    ['app.ts', `.use("/a", ${'a'.repeat(280)}\n`.repeat(3000)],
    ['app.ts', '.register(a, {'.repeat(20_000)],
    ['app.ts', `.use(${'import a '.repeat(20_000)}`],
    ['app.py', `.include_router(a${'('.repeat(50_000)}`],
    ['app.py', `.include_router(a)\nfrom a import ${'a as '.repeat(30_000)}`],
  ])('hostile text ends: %s %#', (path, text) => {
    expect(mountsIn(path, text)).toEqual([]);
  });
});
