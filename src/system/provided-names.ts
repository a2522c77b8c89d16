import { escapePattern } from '../formats/escape-pattern.ts';

/** Names that platforms, shells and runners set by themselves: reading one relies on nothing in the repository. */
const exact = new Set(
  `NODE_ENV CI HOME PATH PWD OLDPWD TZ LANG LANGUAGE HOSTNAME USER USERNAME LOGNAME SHELL TERM COLORTERM TMPDIR TEMP
   TMP PORT EDITOR VISUAL PAGER DISPLAY NO_COLOR FORCE_COLOR CLICOLOR DEBUG SHLVL UID EUID GID RANDOM SECONDS LINENO
   PPID IFS PS1 HISTFILE COLUMNS LINES MODE DEV PROD SSR BASE_URL PYTHONPATH PYTHONUNBUFFERED
   PYTHONDONTWRITEBYTECODE VIRTUAL_ENV NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED GOPATH
   GOROOT GOOS GOARCH GOBIN GOCACHE GOMAXPROCS GODEBUG GOFLAGS CGO_ENABLED JAVA_HOME JAVA_OPTS APPDATA LOCALAPPDATA
   PROGRAMFILES SYSTEMROOT WINDIR COMSPEC USERPROFILE HOMEDRIVE HOMEPATH OS PROCESSOR_ARCHITECTURE HTTP_PROXY
   HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy SSH_AUTH_SOCK SSH_CONNECTION XDG_CONFIG_HOME
   XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR XDG_STATE_HOME INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET
   LISTEN_FDS LISTEN_PID BASH_SOURCE BASH_VERSION BASH_REMATCH FUNCNAME PIPESTATUS OPTARG OPTIND REPLY DYNO K_SERVICE
   K_REVISION K_CONFIGURATION JEST_WORKER_ID VITEST VITEST_WORKER_ID PYTEST_CURRENT_TEST NODE_V8_COVERAGE
   TARGETARCH TARGETOS TARGETPLATFORM TARGETVARIANT BUILDARCH BUILDOS BUILDPLATFORM BUILDVARIANT
   FUNCTION_TARGET FUNCTION_NAME SOURCE_DATE_EPOCH RAILS_ENV RACK_ENV RAILS_LOG_TO_STDOUT RAILS_SERVE_STATIC_FILES
   AWS_PROFILE AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE KUBECONFIG DOCKER_HOST DOCKER_CONFIG
   WEB_CONCURRENCY RAILS_MAX_THREADS RUBYOPT RUBYLIB GEM_HOME GEM_PATH MIX_ENV PGDATA RUST_LOG RUST_BACKTRACE RUSTFLAGS`.split(
    /\s+/,
  ),
);

const prefixes = [
  'GITHUB_',
  'RUNNER_',
  'MISE_',
  'ACTIONS_',
  'npm_',
  'NPM_CONFIG_',
  'VERCEL_',
  'NETLIFY_',
  'RENDER_',
  'RAILWAY_',
  'FLY_',
  'HEROKU_',
  'KUBERNETES_',
  'AWS_LAMBDA_',
  'AWS_EXECUTION_ENV',
  'WEBSITE_',
  'CF_PAGES',
  'LC_',
  'INPUT_',
  'CI_',
  'BUNDLE_',
  'CARGO_',
  'RELEASE_',
  'BUILDKITE_',
  'CIRCLE_',
  'TRAVIS_',
  'GITLAB_',
  'JENKINS_',
];

/** `REDIS_SERVICE_HOST` and its like: Kubernetes and Docker links set them for every service. */
const injected =
  /^[A-Z0-9_]+_(?:SERVICE_(?:HOST|PORT)(?:_[A-Z0-9_]+)?|PORT_\d+_TCP(?:_(?:ADDR|PORT|PROTO))?)$/;

/** Whether a platform sets the variable by itself. */
export function isPlatformName(name: string): boolean {
  return exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix)) || injected.test(name);
}

/**
 * Test for names that need no declaration in the repository: those of platforms, and
 * those that the settings list. @param patterns names; `*` stands for any characters
 */
export function providedNames(patterns: readonly string[]): (name: string) => boolean {
  const listed = patterns.map((pattern) => {
    const source = pattern.split('*').map(escapePattern);
    return new RegExp(`^${source.join('.*')}$`);
  });
  return (name) => isPlatformName(name) || listed.some((pattern) => pattern.test(name));
}
