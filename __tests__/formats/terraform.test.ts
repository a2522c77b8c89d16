import { Unreadable } from '../../src/formats/format.ts';
import { terraform, terraformValues } from '../../src/formats/terraform/format.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';

async function read(text: string, path = 'infra/main.tf'): Promise<readonly Fact[]> {
  const format = terraform.matches(path) ? terraform : terraformValues;
  return (await format.read({ path, text })).facts;
}

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** `NAME=type` or `NAME<from` with the line, for a table that can be read. */
function declared(facts: readonly Fact[]): readonly string[] {
  return of('declaration', facts).map(
    ({ name, value, from, line, unit }) =>
      `${line} ${unit ?? '*'} ${name}${value ? `=${value.type}` : ''}${from ? `<${from}` : ''}`,
  );
}

test('variables, with what decides whether they must be given', async () => {
  const facts = await read(
    [
      'variable "region" { type = string }',
      'variable "tier" {',
      '  default = null',
      '}',
      'variable "token" {',
      '  sensitive = true',
      '  nullable  = false',
      '  validation {',
      '    condition = length(var.token) > 3',
      '  }',
      '}',
    ].join('\n'),
  );
  expect(of('template-input', facts)).toEqual([
    { kind: 'template-input', tool: 'terraform', line: 1, name: 'region', required: true },
    { kind: 'template-input', tool: 'terraform', line: 2, name: 'tier', required: false },
    {
      kind: 'template-input',
      tool: 'terraform',
      line: 5,
      name: 'token',
      required: true,
      sensitive: true,
      nullable: false,
      validated: true,
    },
  ]);
});

test('module calls and roots', async () => {
  const facts = await read(
    [
      'terraform {',
      '  backend "remote" {}',
      '}',
      'module "db" {',
      '  source = "../modules/db"',
      '  count  = 1',
      '  size   = var.size',
      '}',
      'module "vpc" {',
      '  source  = "terraform-aws-modules/vpc/aws"',
      '  version = "5.0.0"',
      '}',
    ].join('\n'),
  );
  expect(facts).toEqual([
    { kind: 'template-root', tool: 'terraform', line: 2, remote: true },
    { kind: 'module-call', line: 4, name: 'db', source: '../modules/db' },
    { kind: 'template-argument', tool: 'terraform', line: 7, name: 'size', call: 'db' },
    { kind: 'module-call', line: 9, name: 'vpc', source: null },
  ]);
});

test.each([
  ['prod.tfvars', 'region = "eu-west-1"\n# size = 3\nlist = [\n  "a",\n]\n'],
  ['terraform.tfvars.json', '{\n  "region": "eu-west-1",\n  "list": ["a"]\n}'],
])('names of %s', async (path, text) => {
  const facts = await read(text, path);
  expect(of('template-argument', facts).map(({ name }) => name)).toEqual(['region', 'list']);
  expect(JSON.stringify(facts)).not.toContain('eu-west-1');
});

test('the environment of a function: literals, references, locals, merge and what is not known', async () => {
  const facts = await read(
    [
      'locals {',
      '  common = {',
      '    LOG_LEVEL = "info"',
      '    PORT      = 8080',
      '  }',
      '}',
      'resource "aws_lambda_function" "api" {',
      '  handler  = "src/index.handler"',
      '  filename = "${path.module}/../api/dist.zip"',
      '  environment {',
      '    variables = merge(local.common, var.extra, {',
      '      QUEUE_URL = aws_sqs_queue.jobs.url',
      '      TABLE     = var.table',
      '      HOST      = "http://api:9000/${var.zone}"',
      '      PASSWORD  = random_password.db.result',
      '    })',
      '  }',
      '}',
    ].join('\n'),
  );
  expect(of('unit', facts)).toEqual([
    {
      kind: 'unit',
      line: 7,
      name: 'aws_lambda_function.api',
      type: 'function',
      code: './../api/dist.zip',
      open: ['variables of an expression'],
    },
  ]);
  expect(declared(facts)).toEqual([
    '3 aws_lambda_function.api LOG_LEVEL=text',
    '4 aws_lambda_function.api PORT=number',
    '12 aws_lambda_function.api QUEUE_URL<expression',
    '13 aws_lambda_function.api TABLE<variable',
    '14 aws_lambda_function.api HOST=url<variable',
    '15 aws_lambda_function.api PASSWORD<secret',
  ]);
  expect(of('command', facts)).toMatchObject([{ line: 8, argv: ['src/index.handler'] }]);
});

const container = [
  'resource "aws_ecs_task_definition" "shop" {',
  '  container_definitions = jsonencode([',
  '    {',
  '      name         = "api"',
  '      image        = "ghcr.io/acme/api:${var.tag}"',
  '      portMappings = [{ containerPort = 8080 }]',
  '      environment = [',
  '        { name = "MODE", value = "live" },',
  '        { name = "ZONE", value = var.zone },',
  '      ]',
  '      secrets = [',
  '        { name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:${var.region}:1:parameter/prod/db" },',
  '        { name = "API_KEY", valueFrom = aws_ssm_parameter.key.arn },',
  '      ]',
  '      dependsOn   = [{ containerName = "migrate", condition = "SUCCESS" }]',
  '      healthCheck = { command = ["CMD-SHELL", "curl -f http://localhost:8080/health"] }',
  '    },',
  '    { name = "migrate", image = "ghcr.io/acme/api:1", environment = [for k, v in { A = "x" } : { name = k, value = v }] },',
  '  ])',
  '}',
];

test('containers of a task', async () => {
  const facts = await read(container.join('\n'));
  const unit = 'aws_ecs_task_definition.shop/api';
  expect(declared(facts)).toEqual([
    `8 ${unit} MODE=text`,
    `9 ${unit} ZONE<variable`,
    `12 ${unit} DB_PASSWORD<secret`,
    `13 ${unit} API_KEY<secret`,
    '18 aws_ecs_task_definition.shop/migrate A=text',
  ]);
  expect(of('store-entry', facts)).toEqual([
    {
      kind: 'store-entry',
      line: 12,
      role: 'needed',
      variable: 'DB_PASSWORD',
      unit,
      store: 'aws-ssm',
      entry: '/prod/db',
    },
  ]);
  expect(of('edge', facts)).toMatchObject([
    { from: unit, to: 'aws_ecs_task_definition.shop/migrate', condition: 'completed' },
  ]);
  expect(of('health-check', facts)).toMatchObject([{ unit, port: 8080, httpPath: '/health' }]);
  expect(of('port', facts)).toMatchObject([{ unit, port: 8080, role: 'listen' }]);
  expect(of('image', facts).map(({ repository, tag }) => `${repository}:${tag}`)).toEqual([
    'ghcr.io/acme/api:${var.tag}',
    'ghcr.io/acme/api:1',
  ]);
  expect(of('unit', facts).map(({ name, open }) => [name, open])).toEqual([
    [unit, undefined],
    ['aws_ecs_task_definition.shop/migrate', undefined],
  ]);
});

test('containers as JSON in a heredoc, and from a template file', async () => {
  const facts = await read(
    [
      'resource "aws_ecs_task_definition" "old" {',
      '  container_definitions = <<JSON',
      '[',
      '  {',
      '    "name": "web",',
      '    "image": "${var.image}",',
      '    "memory": ${var.memory},',
      '    "environment": [{ "name": "URL", "value": "http://${lookup(var.hosts, "api")}" }]',
      '  }',
      ']',
      'JSON',
      '}',
      'resource "aws_ecs_task_definition" "far" {',
      '  container_definitions = templatefile("task.json", { a = 1 })',
      '}',
    ].join('\n'),
  );
  expect(declared(facts)).toEqual(['8 aws_ecs_task_definition.old/web URL=text<variable']);
  expect(of('unit', facts).map(({ name, open }) => [name, open])).toEqual([
    ['aws_ecs_task_definition.old/web', undefined],
    ['aws_ecs_task_definition.far', ['container_definitions of an expression']],
  ]);
});

test('blocks that are one variable each, and maps of other platforms', async () => {
  const facts = await read(
    [
      'resource "google_cloud_run_v2_service" "api" {',
      '  template {',
      '    containers {',
      '      env {',
      '        name  = "MODE"',
      '        value = "live"',
      '      }',
      '      env {',
      '        name = "KEY"',
      '        value_source {',
      '          secret_key_ref { secret = "api-key" }',
      '        }',
      '      }',
      '      dynamic "env" {',
      '        for_each = { EXTRA = "1" }',
      '        content {',
      '          name  = env.key',
      '          value = env.value',
      '        }',
      '      }',
      '    }',
      '  }',
      '}',
      'resource "azurerm_linux_web_app" "web" {',
      '  app_settings = {',
      '    "MODE" = "live"',
      '    "KEY"  = "@Microsoft.KeyVault(SecretUri=${x})"',
      '  }',
      '}',
      'module "worker" {',
      '  source      = "acme/worker/aws"',
      '  environment = { QUEUE = "jobs" }',
      '}',
      'module "tags" {',
      '  source      = "acme/tags/aws"',
      '  environment = { name = "prod" }',
      '}',
    ].join('\n'),
  );
  expect(declared(facts)).toEqual([
    '4 google_cloud_run_v2_service.api MODE=text',
    '8 google_cloud_run_v2_service.api KEY<secret',
    '15 google_cloud_run_v2_service.api EXTRA=number',
    '26 azurerm_linux_web_app.web MODE=text',
    '27 azurerm_linux_web_app.web KEY<secret',
    '32 module.worker QUEUE=text',
  ]);
});

test('entries of stores: looked up, made, made empty for a person to fill', async () => {
  const facts = await read(
    [
      'data "aws_ssm_parameter" "db" {',
      '  name = "/${var.env}/db/password"',
      '}',
      'data "aws_ssm_parameter" "ami" {',
      '  name = "/aws/service/ami-amazon-linux-latest/x"',
      '}',
      'resource "aws_ssm_parameter" "url" {',
      '  name  = "/prod/url"',
      '  value = aws_lb.x.dns_name',
      '}',
      'resource "aws_ssm_parameter" "token" {',
      '  name  = "/prod/token"',
      '  value = "set by hand"',
      '  lifecycle {',
      '    ignore_changes = [value]',
      '  }',
      '}',
    ].join('\n'),
  );
  expect(of('store-entry', facts).map(({ line, role, entry }) => `${line} ${role} ${entry}`)).toEqual([
    '2 needed /${var.env}/db/password',
    '8 created /prod/url',
    '12 needed /prod/token',
  ]);
});

describe('bad input', () => {
  test.each([
    ['conflict', '<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\n', 'merge-conflict'],
    ['no HCL at all', '}}}}((((::::%%%%', 'unparsable'],
  ])('%s', async (_, text, reason) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreadable);
    expect((error as Unreadable).reason).toBe(reason);
  });

  test('a broken block leaves a gap and the rest of the facts', async () => {
    const text = 'variable "a" {}\nresource "x" "y" {\n  b = = 3\n}\nvariable "c" {}\n';
    const { facts, gaps = [] } = await terraform.read({ path: 'a.tf', text });
    expect(of('template-input', facts).map(({ name }) => name)).toContain('a');
    expect(gaps.length).toBeGreaterThan(0);
  });

  test.each([
    ['truncated', 'variable "a" {\n  default = [1,\n'],
    ['deep lists', `x = ${'['.repeat(3000)}${']'.repeat(3000)}\n`],
    ['deep blocks', `${'a {\n'.repeat(3000)}${'}\n'.repeat(3000)}`],
    ['huge line', `x = "${'a'.repeat(1_000_000)}"\n`],
    ['NUL', 'variable "a" {\0}\n'],
    ['CRLF', 'variable "a" {\r\n  default = 1\r\n}\r\n'],
    ['locals in a circle', 'locals {\n  a = local.b\n  b = local.a\n}\n'],
    [
      'locals that double',
      `locals {\n  a0 = ["x"]\n${Array.from({ length: 25 }, (__, n) => `  a${n + 1} = concat(local.a${n}, local.a${n})\n`).join('')}}\nresource "r" "s" {\n  env = local.a25\n}\n`,
    ],
  ])('%s ends in facts or a gap', async (_, text) => {
    const outcome = await read(text).catch((thrown: unknown) => thrown);
    expect(Array.isArray(outcome) || outcome instanceof Unreadable).toBe(true);
  });
});
