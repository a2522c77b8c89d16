import { languageOf, modulesOf } from '../../../src/system/imports/module-names.ts';
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
    expect(scan('pypi', text)).toEqual(
      expected.toSorted((a, b) => Number(b.includes(' storage')) - Number(a.includes(' storage'))),
    );
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
    ['maven', 'commons-io:commons-io', []],
    ['maven', 'org.apache.maven.plugins:maven-surefire-plugin', []],
  ])('%s %s is imported as %j', (ecosystem, name, expected) => {
    expect(modulesOf(ecosystem, name)).toEqual(expected);
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
