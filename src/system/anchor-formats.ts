/** Ids of formats, by what their files can say. */

/** Pipelines of other services than GitHub. */
const pipelines = ['gitlab-ci', 'circleci', 'azure-pipelines', 'jenkinsfile'];

/** Manifests that say how a platform builds and starts something. */
const platforms = [
  'heroku-app',
  'render',
  'fly',
  'wrangler',
  'vercel',
  'netlify',
  'railway',
  'nixpacks',
  'digitalocean-app',
  'pm2',
];

/** Formats that call named tasks. */
export const callers = [
  'package-json',
  'github-workflow',
  'github-action',
  'dockerfile',
  'makefile',
  'justfile',
  'procfile',
  'compose',
  'shell',
  'tiltfile',
  ...platforms,
  ...pipelines,
];

/** Formats that say which images run where. */
export const running = ['compose', 'dockerfile', 'kubernetes', 'github-workflow', ...pipelines];

/** Formats that can say which program loads an env file. */
export const loading = [
  'javascript',
  'python',
  'package-json',
  'makefile',
  'justfile',
  'shell',
  'github-workflow',
  'github-action',
];

/** Formats that name files which they build, start, mount or load. */
export const pathUsers = [
  'compose',
  'dockerfile',
  'procfile',
  'package-json',
  'kustomization',
  'github-workflow',
  'github-action',
  'makefile',
  'justfile',
  'tiltfile',
  ...platforms,
  ...pipelines,
];

/** Of files that describe what runs in clusters and clouds; one search serves all of them. */
export const manifestEndings = ['.yaml', '.yml', '.json', '.tf', '.tofu', '.template', '.tpl'] as const;

/** What deploys functions and containers of tasks with their environment, and what its files can be found by. */
export const deployments = {
  patterns: [
    'AWS::(Serverless::Function|Lambda::Function|ECS::TaskDefinition)',
    '^functions:',
    '(container_definitions|"(containerDefinitions|portMappings)"|"aws_lambda_function")',
  ],
  endings: manifestEndings,
  formats: ['serverless', 'cloudformation', 'terraform', 'ecs-task-definition'],
} as const;
