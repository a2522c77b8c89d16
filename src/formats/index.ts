import { appsettings } from './appsettings/format.ts';
import { csharp } from './csharp/format.ts';
import { hocon } from './hocon/format.ts';
import { java, kotlin } from './jvm/format.ts';
import { php } from './php/format.ts';
import { springConfig } from './spring-config/format.ts';
import { symfonyConfig } from './symfony-config/format.ts';
import { codeMigration } from './code-migration/format.ts';
import { compose } from './compose/format.ts';
import { configTemplate } from './config-template/format.ts';
import { dockerfile } from './dockerfile/format.ts';
import { dotenv } from './dotenv/format.ts';
import type { Format } from './format.ts';
import { go } from './go/format.ts';
import { javascript } from './javascript/format.ts';
import { liquibase } from './liquibase/format.ts';
import { makefile } from './makefile/format.ts';
import { justfile } from './justfile/format.ts';
import { platformFormats } from './platform-formats.ts';
import { procfile } from './procfile/format.ts';
import { packageJson } from './package-json/format.ts';
import { packageLock } from './package-lock/format.ts';
import { pnpmLock } from './pnpm-lock/format.ts';
import { pnpmWorkspace } from './pnpm-workspace/format.ts';
import { python } from './python/format.ts';
import { elixir } from './elixir/format.ts';
import { plainCode } from './plain-code/format.ts';
import { rust } from './rust/format.ts';
import { proxy } from './proxy/format.ts';
import { figaro } from './figaro/format.ts';
import { ruby, rubyTemplate } from './ruby/format.ts';
import { runtimeFiles } from './runtime-files/format.ts';
import { databaseSchema } from './database-schema/format.ts';
import { prismaSchema } from './prisma-schema/format.ts';
import { sqlMigration } from './sql-migration/format.ts';
import { skaffold } from './skaffold/format.ts';
import { sops } from './sops/format.ts';
import { shell, shellByFirstLine } from './shell/format.ts';
import { dependencyFormats } from './dependency-formats.ts';
import { yarnLock } from './yarn-lock/format.ts';
import { azurePipelines, circleCi, gitlabCi, jenkinsfile } from './pipelines/format.ts';
import { githubAction, githubWorkflow } from './github-workflow/format.ts';
import { kustomization } from './kustomization/format.ts';
import { helmChart } from './helm-chart/format.ts';
import { helmTemplate } from './helm-template/format.ts';
import { kubernetes } from './kubernetes/format.ts';
import { cloudformation } from './cloudformation/format.ts';
import { serverless } from './serverless/format.ts';
import { ecsTaskDefinition } from './ecs-task-definition/format.ts';
import { asyncapi } from './asyncapi/format.ts';
import { protobuf } from './protobuf/format.ts';
import { avro } from './avro/format.ts';
import { graphqlIntrospection } from './graphql-introspection/format.ts';
import { graphql } from './graphql/format.ts';
import { jsonSchema } from './json-schema/format.ts';
import { openapi, openapiFile } from './openapi/format.ts';
import { terraform, terraformValues } from './terraform/format.ts';
import { ignoreFiles } from './ignore-files/format.ts';
import { dockerBake } from './docker-bake/format.ts';
import { tiltfile } from './tiltfile/format.ts';
import { goreleaser } from './goreleaser/format.ts';
import { nodeConfig } from './node-config/format.ts';
import { prose } from './prose/format.ts';

/** Every format there is. The first that matches a path and recognises the text reads it. */
export const formats: readonly Format[] = [
  compose,
  dockerfile,
  dotenv,
  figaro,
  makefile,
  justfile,
  procfile,
  packageJson,
  packageLock,
  pnpmLock,
  pnpmWorkspace,
  runtimeFiles,
  yarnLock,
  ...dependencyFormats,
  ...platformFormats,
  prismaSchema,
  databaseSchema,
  sqlMigration,
  codeMigration,
  liquibase,
  javascript,
  python,
  go,
  java,
  kotlin,
  csharp,
  php,
  springConfig,
  appsettings,
  nodeConfig,
  hocon,
  symfonyConfig,
  ruby,
  rust,
  elixir,
  plainCode,
  shell,
  shellByFirstLine,
  githubAction,
  githubWorkflow,
  gitlabCi,
  circleCi,
  azurePipelines,
  jenkinsfile,
  rubyTemplate,
  kustomization,
  skaffold,
  helmTemplate,
  kubernetes,
  sops,
  helmChart,
  terraform,
  terraformValues,
  serverless,
  cloudformation,
  ecsTaskDefinition,
  openapi,
  openapiFile,
  asyncapi,
  avro,
  protobuf,
  jsonSchema,
  graphql,
  graphqlIntrospection,
  ignoreFiles,
  // Before templates: it reads what is filled in there, too.
  proxy,
  configTemplate,
  dockerBake,
  tiltfile,
  goreleaser,
  prose,
];
