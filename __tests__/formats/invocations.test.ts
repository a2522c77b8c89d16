import { taskCalls, taskCallsOf } from '../../src/formats/invocations.ts';

describe('taskCalls', () => {
  test.each([
    ['npm run build', ['npm build @.']],
    ['npm ci && npm run build -- --prod && npm test', ['npm build @.', 'npm test @.']],
    ['npm --prefix web run build', ['npm build @web']],
    ['npm run build -w @acme/web', ['npm build @?']],
    ['npm run build --workspaces', ['npm build @?']],
    ['cd apps/web && pnpm run db:deploy', ['npm db:deploy @apps/web']],
    ['(cd web && yarn build); yarn lint', ['npm build @web ~', 'npm lint @. ~']],
    ['cd /app && npm start', ['npm start @?']],
    ['pnpm install && pnpm generate', ['npm generate @. ~']],
    ['pnpm --filter api run build', ['npm build @?']],
    ['pnpm -C api build', ['npm build @api ~']],
    ['yarn workspace @acme/api build', ['npm build @? ~']],
    ['bun run src/index.ts', []],
    ['bun run build', ['npm build @.']],
    ['CI=1 NODE_ENV=test npm run e2e', ['npm e2e @.']],
    ['make -C tools -j4 lint test VERBOSE=1', ['make lint @tools', 'make test @tools']],
    ['make', []],
    ['make -f other.mk all', []],
    ['just build release', ['just build @.']],
    ['composer install --no-dev && composer run-script warm', ['composer warm @.']],
    ['poetry run serve --port 80', ['poetry serve @. ~']],
    ['sh -c "npm run migrate && exec npm start"', ['npm migrate @.', 'npm start @.']],
    ['dumb-init -- npm run start', ['npm start @.']],
    ['cross-env A=1 npm run build', ['npm build @.']],
    ['npm run $TASK', []],
    ['echo "npm run nothing"', []],
    ['# npm run nothing', []],
    ['npx tsc', []],
  ])('%s', (text, expected) => {
    expect(
      taskCalls(text, '').map(
        ({ runner, name, directory, shorthand }) =>
          `${runner} ${name} @${directory === null ? '?' : directory || '.'}${shorthand ? ' ~' : ''}`,
      ),
    ).toEqual(expected);
  });

  test('knows the line of a call', () => {
    expect(
      taskCalls('set -e\nnpm ci\nnpm run build \\\n  --x\nmake all\n', '').map((call) => call.line),
    ).toEqual([2, 4]);
  });

  test('reads words that are split already', () => {
    expect(taskCallsOf(['npm', 'run', 'start'], null)).toEqual([
      { runner: 'npm', name: 'start', directory: null, line: 0 },
    ]);
    expect(taskCallsOf(['constructor'], null)).toEqual([]);
  });
});
