import { taskCalls, taskCallsOf } from '../../src/formats/invocations.ts';
import { endless } from '../support/endless.ts';

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
    ['bun run build', ['npm build @. ~']],
    ['CI=1 NODE_ENV=test npm run e2e', ['npm e2e @.']],
    ['make -C tools -j4 lint test VERBOSE=1', ['make lint @tools', 'make test @tools']],
    ['make', []],
    ['make -f other.mk all', ['make all @.']],
    ['make -f ci/other.mk all 2> log', ['make all @?']],
    ['make -sC tools lint || true', ['make lint @tools']],
    ['make test > test-results', ['make test @.']],
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
    ['npm run build --if-present', []],
    ['npm run lint -w apps/web', ['npm lint @apps/web']],
    ['npx turbo run build lint --filter=web -- --force', ['npm build @?', 'npm lint @?']],
    ['run-s clean "build:js -- --x" watch:*', ['npm clean @.', 'npm build:js @.']],
    ['concurrently -n a,b "npm:dev" "yarn start" "npm:watch-*"', ['npm dev @.', 'npm start @.']],
    ['node --run test', ['npm test @.']],
    ['node server.js --run test', []],
    ['lerna run build,test --scope web', ['npm build @?', 'npm test @?']],
    ['pnpm -r --if-present run build', []],
    ['pnpm -r run build', ['npm build @?']],
    ['pnpm --filter ./apps/web run build', ['npm build @apps/web']],
    ['pnpm build --filter web', ['npm build @. ~']],
    ['yarn workspaces foreach -pt run build', ['npm build @?']],
    ['yarn --cwd web start', ['npm start @web']],
    ['cd web && npm start & cd api && npm run dev', ['npm start @web', 'npm dev @api']],
    ['pushd web; npm test; popd; npm run lint', ['npm test @web', 'npm lint @.']],
    ['cd $GITHUB_WORKSPACE/web && make all', ['make all @web']],
    ['cd ${{ github.workspace }} && make all', ['make all @.']],
    ['cd "$(dirname "$0")/.." && make all', ['make all @?']],
    ['cd ../.. && make all', ['make all @?']],
    ['if ! make check; then npm run fix; fi', ['make check @.', 'npm fix @.']],
    ['for f in a b; do make build; done', ['make build @.']],
    ['cat <<EOF > x\nmake no\nEOF\nmake yes', ['make yes @.']],
    ['docker compose -f x.yml run --rm -e A=1 web npm run migrate', ['npm migrate @?']],
    ['docker compose up make', []],
    ['timeout 60 npm run e2e', ['npm e2e @.']],
    ['just -f tools/justfile build', ['just build @tools']],
    ['npm run "build:${TARGET}"', []],
    ['npm run ${{ matrix.task }}', []],
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

  test.each([
    ['npm test -w @acme/web', '@acme/web'],
    ['pnpm --filter api build', 'api'],
    ['pnpm run --filter api build', 'api'],
    ['pnpm --filter "api..." build', undefined],
    ['pnpm --filter a --filter b build', undefined],
    ['yarn workspace api build', 'api'],
    ['bun --filter api build', 'api'],
  ])('%s names the package %s', (text, expected) => {
    const [found] = taskCalls(text, '');
    expect(found?.directory).toBeNull();
    expect(found?.package).toBe(expected);
  });

  test.each([
    ['an open quote', `npm run "${'x'.repeat(200_000)}`],
    ['many substitutions', '$('.repeat(50_000)],
    ['many quotes in substitutions', '"$("'.repeat(50_000)],
    ['many braces', '${'.repeat(50_000)],
    ['nested shells', `sh -c "${'sh -c '.repeat(20_000)}make x"`],
    ['many subshells', '('.repeat(100_000)],
    ['open here-documents', '<<A\n'.repeat(30_000)],
    ['NUL bytes', '\0'.repeat(100_000)],
  ] as const)('%s takes no long time', (...[, text]) => {
    const start = performance.now();
    expect(taskCalls(text, '')).toEqual([]);
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test('reads words that are split already', () => {
    expect(taskCallsOf(['npm', 'run', 'start'], null)).toEqual([
      { runner: 'npm', name: 'start', directory: null, line: 0 },
    ]);
    expect(taskCallsOf(['constructor'], null)).toEqual([]);
  });
});
