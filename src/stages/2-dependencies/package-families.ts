/** Packages that are made to work together in one version only. */
export interface PackageFamily {
  readonly ecosystem: string;
  readonly title: string;
  readonly members: RegExp;
  /** up to which part their versions must be the same */
  readonly alike: 'version' | 'minor' | 'major';
  /** `runtime`: what is shipped breaks; `tools`: builds and tests do, or little does */
  readonly weight: 'runtime' | 'tools';
}

function family(
  ecosystem: string,
  title: string,
  members: RegExp,
  alike: PackageFamily['alike'],
  weight: PackageFamily['weight'] = 'runtime',
): PackageFamily {
  return { ecosystem, title, members, alike, weight };
}

/**
 * From what the packages state as peers of each other, and from their makers' upgrade guides. Go takes the newest
 * version that any module asks for, so that those of OpenTelemetry mostly go together all the same.
 */
// prettier-ignore
export const families: readonly PackageFamily[] = [
  family('npm', 'React', /^(?:react|react-dom|react-test-renderer)$/, 'version'),
  family('npm', 'Prisma', /^(?:prisma|@prisma\/client)$/, 'version'),
  family('npm', 'Next.js', /^(?:next|eslint-config-next|@next\/(?:bundle-analyzer|env|eslint-plugin-next|mdx|third-parties))$/, 'major', 'tools'),
  family('npm', 'Angular', /^@angular\/(?:animations|cdk|cli|common|compiler|compiler-cli|core|forms|localize|material|platform-browser|platform-browser-dynamic|platform-server|router|service-worker|ssr|upgrade)$/, 'major'),
  family('npm', 'NestJS', /^@nestjs\/(?:common|core|microservices|platform-express|platform-fastify|platform-socket\.io|platform-ws|testing|websockets)$/, 'major'),
  family('npm', 'Vue', /^(?:vue|@vue\/(?:compiler-dom|compiler-sfc|runtime-dom|server-renderer))$/, 'minor'),
  family('npm', 'Vitest', /^(?:vitest|@vitest\/(?:browser|coverage-istanbul|coverage-v8|expect|runner|snapshot|spy|ui|utils))$/, 'major', 'tools'),
  family('npm', 'Jest', /^(?:jest|babel-jest|jest-environment-(?:jsdom|node)|jest-circus|@jest\/(?:globals|core|types|transform))$/, 'major', 'tools'),
  family('npm', 'Storybook', /^(?:storybook|@storybook\/(?:addon-(?:a11y|docs|essentials|interactions|links|themes|vitest)|angular|builder-(?:vite|webpack5)|html|manager-api|nextjs|nextjs-vite|preview-api|react|react-vite|react-webpack5|svelte|sveltekit|vue3|vue3-vite|web-components))$/, 'major', 'tools'),
  family('npm', 'typescript-eslint', /^(?:typescript-eslint|@typescript-eslint\/(?:eslint-plugin|parser|utils))$/, 'major', 'tools'),
  family('npm', 'Playwright', /^(?:playwright|playwright-core|@playwright\/test)$/, 'minor', 'tools'),
  family('npm', 'tRPC', /^@trpc\/(?:client|next|react-query|server|tanstack-react-query)$/, 'major'),
  family('npm', 'React Router', /^(?:react-router|react-router-dom|@react-router\/(?:dev|express|fs-routes|node|serve))$/, 'major'),
  family('npm', 'Remix', /^@remix-run\/(?:css-bundle|dev|express|node|react|serve|server-runtime)$/, 'major'),
  family('npm', 'TanStack Query', /^@tanstack\/(?:query-core|react-query|react-query-devtools|react-query-persist-client|query-sync-storage-persister)$/, 'major'),
  family('npm', 'Tailwind CSS', /^(?:tailwindcss|@tailwindcss\/(?:cli|postcss|vite))$/, 'minor', 'tools'),
  family('npm', 'Tiptap', /^@tiptap\/(?:core|pm|react|vue-3|starter-kit|extension-[\w-]+)$/, 'major'),
  family('npm', 'Lexical', /^(?:lexical|@lexical\/(?:code|html|link|list|markdown|react|rich-text|selection|table|utils))$/, 'minor'),
  family('npm', 'MUI', /^@mui\/(?:icons-material|material|material-nextjs|system)$/, 'major'),
  family('npm', 'Sentry', /^@sentry\/(?:browser|core|nextjs|node|nestjs|opentelemetry|profiling-node|react|svelte|sveltekit|vue|nuxt|remix|astro|bun|deno)$/, 'major'),
  family('npm', 'OpenTelemetry (stable)', /^@opentelemetry\/(?:context-async-hooks|core|exporter-zipkin|propagator-b3|resources|sdk-metrics|sdk-trace-base|sdk-trace-node|sdk-trace-web)$/, 'major'),
  family('npm', 'OpenTelemetry (experimental)', /^@opentelemetry\/(?:api-logs|exporter-(?:logs|metrics|trace)-otlp-(?:grpc|http|proto)|otlp-exporter-base|otlp-transformer|sdk-logs|sdk-node)$/, 'minor'),
  family('npm', 'Connect', /^@connectrpc\/(?:connect|connect-express|connect-fastify|connect-next|connect-node|connect-web)$/, 'major'),
  family('npm', 'Protobuf-ES', /^@bufbuild\/(?:protobuf|protoc-gen-es|protoplugin)$/, 'major'),
  family('npm', 'LiveKit', /^@livekit\/agents(?:-plugin-[\w-]+)?$/, 'minor'),
  family('pypi', 'gRPC', /^grpcio(?:-tools|-status|-health-checking|-reflection|-channelz)?$/, 'minor'),
  family('pypi', 'OpenTelemetry', /^opentelemetry-(?:api|sdk|proto|exporter-otlp(?:-proto-(?:grpc|http|common))?)$/, 'minor'),
  family('pypi', 'OpenTelemetry (instrumentation)', /^opentelemetry-(?:instrumentation(?:-[\w-]+)?|semantic-conventions|util-http|distro)$/, 'minor'),
  family('cargo', 'tonic', /^(?:tonic|tonic-build|tonic-reflection|tonic-health|tonic-web)$/, 'minor'),
  family('cargo', 'prost', /^(?:prost|prost-build|prost-types)$/, 'minor'),
  family('cargo', 'OpenTelemetry', /^opentelemetry(?:_sdk|-otlp|-http|-proto|-semantic-conventions)?$/, 'minor'),
  family('go', 'OpenTelemetry', /^go\.opentelemetry\.io\/otel(?:\/(?:sdk|trace|exporters\/otlp\/otlptrace(?:\/otlptracegrpc|\/otlptracehttp)?))?$/, 'minor', 'tools'),
  family('go', 'Kubernetes', /^k8s\.io\/(?:api|apiextensions-apiserver|apimachinery|apiserver|cli-runtime|client-go|code-generator|component-base|kubectl)$/, 'minor'),
  family('rubygems', 'gRPC', /^grpc(?:-tools)?$/, 'minor'),
  family('maven', 'Spring Boot', /^org\.springframework\.boot:[\w-]+$/, 'minor'),
  family('maven', 'gRPC', /^io\.grpc:grpc-(?:api|bom|core|netty|netty-shaded|protobuf|services|stub)$/, 'minor'),
  family('maven', 'Jackson', /^com\.fasterxml\.jackson(?:\.(?:core|dataformat|datatype|module))?:[\w-]+$/, 'minor'),
  family('maven', 'Protocol Buffers', /^com\.google\.protobuf:(?:protobuf-java|protobuf-java-util|protobuf-kotlin|protoc)$/, 'major'),
  family('maven', 'JUnit Jupiter', /^org\.junit\.jupiter:[\w-]+$/, 'minor', 'tools'),
  family('nuget', 'Entity Framework Core', /^Microsoft\.EntityFrameworkCore(?:\.(?:Design|InMemory|Relational|SqlServer|Sqlite|Tools))?$/i, 'major'),
  family('nuget', 'gRPC', /^Grpc\.(?:AspNetCore|Net\.Client|Net\.ClientFactory|AspNetCore\.Server)$/i, 'minor'),
  family('nuget', 'OpenTelemetry', /^OpenTelemetry(?:\.(?:Api|Extensions\.Hosting|Exporter\.OpenTelemetryProtocol|Exporter\.Console))?$/i, 'minor'),
];
