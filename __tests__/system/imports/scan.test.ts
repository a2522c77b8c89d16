import { isKnownModule, languageOf, modulesOf } from '../../../src/system/imports/module-names.ts';
import { endless } from '../../support/endless.ts';

function scan(ecosystem: string, text: string, modules: readonly string[] = []): readonly string[] {
  const found = languageOf(ecosystem)?.scan(text, modules) ?? [];
  return found.map(({ module, line, names, typeOnly, guarded }) =>
    [`${line} ${module}`, names.join(','), typeOnly ? 'type' : '', guarded ? 'guarded' : '']
      .filter((part) => part !== '')
      .join(' '),
  );
}

describe('imports of JavaScript and TypeScript', () => {
  test.each([
    ['named', `import { a, b as c } from 'x';\n`, ['1 x a,b']],
    ['over lines', `import {\n  a,\n  type B,\n} from "x";\n`, ['4 x a,B']],
    [
      'default, with members',
      `import axios from 'axios';\naxios.get('/a');\naxios.post('/b');\n`,
      ['1 axios get,post'],
    ],
    ['namespace', `import * as S from '@acme/s';\nS.init();\n`, ['1 @acme/s init']],
    ['default and named', `import React, { useState } from 'react';\n`, ['1 react React,useState']],
    ['for effect', `import 'dotenv/config';\n`, ['1 dotenv/config']],
    ['types', `import type { A } from 'x';\nimport { type B } from 'y';\n`, ['1 x A type', '2 y B type']],
    ['a default called type', `import type from 'x';\n`, ['1 x type']],
    ['passed on', `export * from 'x';\nexport { a } from 'y';\n`, ['1 x', '2 y a']],
    ['required', `const { a } = require('x');\nconst y = require("y");\ny.b();\n`, ['1 x a', '2 y b']],
    ['at run time', `const x = await import('x');\nx.go();\n`, ['1 x go']],
    ['guarded', `try {\n  require('x');\n} catch {}\n`, ['2 x guarded']],
    ['comments', `// import a from 'x';\n/* import b from 'y'; */\n * import c from 'z';\n`, []],
    ['templates', 'const t = `\nimport a from "x";\n`;\n', []],
    ['texts that look alike', `export const from = 'x';\nconst s = "import a from b";\n`, []],
    ['CRLF', `import { a } from 'x';\r\nimport { b } from 'y';\r\n`, ['1 x a', '2 y b']],
  ])('%s', (_title, text, expected) => {
    expect(scan('npm', text)).toEqual(expected);
  });
});

describe('imports of Python', () => {
  test.each([
    ['plain', 'import yaml\nyaml.safe_load(x)\n', ['1 yaml safe_load']],
    ['several, renamed', 'import os, numpy as np\nnp.array([1])\n', ['1 os', '1 numpy array']],
    ['from', 'from google.cloud import storage\n', ['1 google.cloud storage']],
    ['over lines', 'from a.b import (\n    c,  # why\n    d as e,\n)\n', ['1 a.b c,d']],
    ['guarded', 'try:\n    import uvloop\nexcept ImportError:\n    uvloop = None\n', ['2 uvloop guarded']],
    [
      'for the type checker',
      'if TYPE_CHECKING:\n    from boto3 import Session\n',
      ['2 boto3 Session guarded'],
    ],
    ['in a function', 'def f():\n    import torch\n    torch.zeros(1)\n', ['2 torch zeros']],
    ['in a docstring', '"""\nimport yaml\n"""\nimport json\n', ['4 json']],
    ['comments', '# import yaml\n', []],
  ])('%s', (_title, text, expected) => {
    expect(scan('pypi', text)).toEqual(expected);
  });

  test.each([
    [
      'by its last part',
      'from google.cloud import storage\nstorage.Client()\n',
      ['1 google.cloud.storage Client'],
    ],
    [
      'beside others, under another name',
      'from google.cloud import pubsub, (\n    storage as gcs,\n)\ngcs.Blob()\n'.replace(
        'pubsub, (',
        '(\n    pubsub,',
      ),
      ['1 google.cloud.storage Blob', '1 google.cloud pubsub'],
    ],
    ['in full', 'import google.cloud.storage\n', ['1 google.cloud.storage']],
    ['a part of it', 'from google.cloud.storage.blob import Blob\n', ['1 google.cloud.storage.blob Blob']],
    ['its neighbour', 'from google.cloud import storage_control\n', ['1 google.cloud storage_control']],
  ])('a module below one that others share, %s', (_title, text, expected) => {
    expect(scan('pypi', text, ['google.cloud.storage'])).toEqual(expected);
  });

  test('a search finds modules below one that others share, and names with dots are no patterns', () => {
    const pattern = new RegExp(languageOf('pypi')?.pattern('google\\.cloud\\.storage|yaml') ?? '', 'm');
    const found = [
      'from google.cloud import storage',
      'from google.cloud import (\n    storage,\n)',
      'import google.cloud.storage as gcs',
      'from google.cloud.storage import Client',
      'x = 1; import yaml',
    ];
    expect(found.filter((text) => !pattern.test(text))).toEqual([]);
    const others = [
      'import google_cloud_storage',
      'from googlexcloud import storage',
      'import yamlx',
      '# yaml',
    ];
    expect(others.filter((text) => pattern.test(text))).toEqual([]);
  });
});

describe('imports of other languages', () => {
  test.each([
    [
      'go',
      'package a\n\nimport (\n\t"fmt"\n\tkit "github.com/acme/go-kit/v2"\n)\n\nfunc f() { kit.Do(kit.Now) }\n',
      [],
      ['4 fmt', '5 github.com/acme/go-kit/v2 Do,Now'],
    ],
    [
      'go',
      'package a\n\nimport "github.com/acme/go-kit"\n\nvar s = "github.com/other/x"\nvar k = kit.New()\n',
      [],
      ['3 github.com/acme/go-kit New'],
    ],
    [
      'cargo',
      'use serde::{Deserialize, Serialize};\n\nfn f() -> serde::Result { serde_json::x() }\n',
      ['serde'],
      ['1 serde Deserialize,Serialize,Result'],
    ],
    ['cargo', '// use serde::A;\nmod my_serde;\n', ['serde'], []],
    [
      'rubygems',
      "require 'sidekiq/api'\n\nclass A\n  include Sidekiq::Worker\nend\n",
      ['sidekiq', 'Sidekiq'],
      ['1 sidekiq/api', '4 Sidekiq Worker'],
    ],
    ['rubygems', 'module Sidekiq\n  # Sidekiq::Worker\nend\n', ['Sidekiq'], []],
    [
      'packagist',
      '<?php\nuse Monolog\\Logger;\n\n$a = new \\Monolog\\Handler\\StreamHandler();\nuse App\\Other;\n',
      ['Monolog'],
      ['2 Monolog\\Logger Logger', '4 Monolog\\Handler\\StreamHandler StreamHandler'],
    ],
    [
      'maven',
      'package a;\n\nimport io.grpc.Status;\nimport static io.grpc.Status.OK;\n',
      [],
      ['3 io.grpc.Status Status', '4 io.grpc.Status.OK OK'],
    ],
    ['nuget', 'using System;\nusing Npgsql.Replication;\n', [], ['1 System', '2 Npgsql.Replication']],
    [
      'hex',
      'defmodule A do\n  alias Plug.Conn\n  Jason.encode(x)\nend\n',
      ['Plug', 'Jason'],
      ['2 Plug.Conn', '3 Jason.encode'],
    ],
    ['pub', "import 'package:http/http.dart' as http;\n", [], ['1 http/http.dart']],
  ])('%s: %j', (ecosystem, text, modules, expected) => {
    expect(scan(ecosystem, text, modules)).toEqual(expected);
  });

  test.each([
    ['pypi', 'PyYAML', ['yaml']],
    [
      'pypi',
      'google-cloud-storage',
      ['google.cloud.storage', 'google.cloud.storage', 'google_cloud_storage'],
    ],
    ['pypi', 'types-requests', []],
    ['npm', '@types/node', []],
    ['cargo', 'tokio-util', ['tokio_util']],
    ['rubygems', 'active_model_serializers', ['active_model_serializers', 'ActiveModelSerializers']],
    ['maven', 'io.grpc:grpc-stub', ['io.grpc']],
    ['maven', 'commons-io:commons-io', ['org.apache.commons.io']],
    ['maven', 'antlr:antlr', []],
    ['maven', 'com.google.guava:guava', ['com.google.common']],
    ['maven', 'com.fasterxml.jackson.core:jackson-databind', ['com.fasterxml.jackson.databind']],
    ['maven', 'org.jetbrains.kotlinx:kotlinx-coroutines-core', ['kotlinx.coroutines']],
    ['maven', 'org.jetbrains.kotlinx:kotlinx-collections-immutable', ['kotlinx.collections.immutable']],
    ['maven', 'org.springframework:spring-context', ['org.springframework.context']],
    ['maven', 'io.insert-koin:koin-bom', []],
    ['pypi', 'python_dateutil', ['dateutil']],
    ['pypi', 'beautifulsoup4', ['bs4']],
    ['pypi', 'Pillow', ['PIL']],
    ['pypi', 'django-mptt', ['mptt']],
    ['pypi', 'llama-index-llms-openai', ['llama_index.llms.openai']],
    [
      'pypi',
      'opentelemetry-instrumentation-fastapi',
      [
        'opentelemetry.instrumentation.fastapi',
        'opentelemetry.instrumentation.fastapi',
        'opentelemetry_instrumentation_fastapi',
      ],
    ],
    ['go', 'github.com/acme/kit/v2', ['github.com/acme/kit/v2']],
    ['npm', '@acme/kit', ['@acme/kit']],
    ['cargo', 'md-5', ['md5']],
    ['rubygems', 'oauth', ['oauth', 'OAuth']],
    ['rubygems', 'aws-sdk-sqs', ['aws-sdk-sqs', 'aws/sdk/sqs', 'Aws::SQS']],
    ['rubygems', 'rack-attack', ['rack-attack', 'rack/attack', 'Rack::Attack']],
    ['hex', 'phoenix_live_view', ['Phoenix.LiveView', 'PhoenixLiveView']],
    ['hex', 'ecto_sql', ['Ecto.Adapters', 'Ecto.Migration', 'Ecto.Migrator', 'Ecto.Multi']],
    ['hex', 'nimble_options', ['NimbleOptions']],
    ['nuget', 'Newtonsoft.Json', ['Newtonsoft.Json']],
    ['nuget', 'AWSSDK.S3', ['Amazon.S3']],
    ['nuget', 'Microsoft.EntityFrameworkCore.SqlServer', ['Microsoft.EntityFrameworkCore']],
    ['nuget', 'Serilog.AspNetCore', ['Serilog']],
    ['maven', 'org.apache.maven.plugins:maven-surefire-plugin', []],
  ])('%s %s is imported as %j', (ecosystem, name, expected) => {
    expect(modulesOf(ecosystem, name)).toEqual(expected);
  });

  test.each([
    ['npm', 'left', true],
    ['pypi', 'PyYAML', true],
    ['pypi', 'left', false],
    ['maven', 'com.google.guava:guava', true],
    ['maven', 'org.acme:left', false],
    ['hex', 'left', false],
    ['rubygems', 'left', false],
    ['nuget', 'Left', false],
  ])('%s %s is imported under known names alone: %j', (ecosystem, name, expected) => {
    expect(isKnownModule(ecosystem, name)).toBe(expected);
  });

  test.each(['npm', 'pypi', 'go', 'cargo', 'rubygems', 'packagist', 'maven', 'nuget', 'hex', 'pub'])(
    'hostile text of %s takes no longer than it is long',
    (ecosystem) => {
      const texts = [
        'import {'.repeat(40_000),
        'import a '.repeat(40_000),
        `from x import (${'a,'.repeat(50_000)}`,
        'require('.repeat(40_000),
        '`"""\n'.repeat(40_000),
        '\\A'.repeat(60_000),
        'A.'.repeat(60_000),
        ' '.repeat(100_000),
        'import x from "y";\n'.repeat(3_000),
      ];
      const start = performance.now();
      for (const text of texts) scan(ecosystem, text, ['x', 'X']);
      expect(performance.now() - start).toBeLessThan(endless);
    },
    30_000,
  );
});
