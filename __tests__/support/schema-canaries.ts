/** Migrations, schemas, registry settings, bake files and modules of payloads with a value of `v` wherever one can stand. */
export function schemaFiles(name: string, v: (offset: number) => string, n: number): Record<string, string> {
  const q = (offset: number): string => JSON.stringify(v(offset));
  const s = (offset: number): string => `'${v(offset)}'`;
  const column = `c${n}`;
  const sql = [
    `CREATE TABLE accounts${n} (id int, ${column} text NOT NULL DEFAULT ${s(0)});`,
    `INSERT INTO accounts (token) VALUES (${s(1)});`,
    `ALTER TABLE accounts ADD COLUMN ${column} text NOT NULL;`,
    `ALTER TABLE accounts DROP COLUMN token;`,
    `ALTER TABLE accounts ALTER COLUMN ${column} SET DEFAULT ${s(2)};`,
    `CREATE INDEX i ON accounts (${column}) WHERE ${column} <> ${s(3)};`,
    `CREATE USER app PASSWORD ${s(4)};`,
    `DO $$ BEGIN PERFORM set_config('app.key', ${s(0)}, true); END $$;`,
    '',
  ].join('\n');
  return {
    'prisma/migrations/20240101000000_a/migration.sql': sql,
    'db/migration/V1__a.sql': sql,
    'migrations/0001_a.up.sql': sql,
    'db/structure.sql': sql,
    'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n  url = "postgres://app:${v(0)}@db/app"\n}\nmodel Account${n} {\n  id Int @id\n  ${column} String @default(${q(1)})\n}\n`,
    'db/schema.rb': `ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table "accounts" do |t|\n    t.string "${column}", default: ${q(0)}, null: false\n  end\nend\n`,
    'db/migrate/20240101000000_a.rb': `class A < ActiveRecord::Migration[7.1]\n  def change\n    add_column :accounts, :${column}, :string, default: ${q(0)}, null: false\n    execute "UPDATE accounts SET token = ${s(1)}"\n  end\nend\n`,
    'shop/migrations/0002_a.py': `from django.db import migrations, models\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001')]\n    operations = [\n        migrations.AddField('account', '${column}', models.CharField(default=${q(0)})),\n        migrations.RemoveField('account', 'token'),\n        migrations.RunSQL("UPDATE account SET k = ${s(1)}"),\n    ]\n`,
    'alembic/versions/0002_a.py': `from alembic import op\nimport sqlalchemy as sa\nrevision = 'b${n}'\ndown_revision = 'a'\n\ndef upgrade():\n    op.add_column('accounts', sa.Column('${column}', sa.String(), nullable=False, server_default=${q(0)}))\n    op.execute("UPDATE accounts SET k = ${s(1)}")\n\ndef downgrade():\n    pass\n`,
    'db/changelog.xml': `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n  <changeSet id="${n}" author="a">\n    <addColumn tableName="accounts"><column name="${column}" type="text" defaultValue="${v(0).replaceAll('&', '')}"><constraints nullable="false"/></column></addColumn>\n    <insert tableName="accounts"><column name="k" value="${v(1)}"/></insert>\n  </changeSet>\n</databaseChangeLog>\n`,
    'knex/migrations/20240101000000_a.js': `exports.up = async (knex) => {\n  await knex.schema.alterTable('accounts', (table) => {\n    table.string('${column}').notNullable().defaultTo(${q(0)});\n    table.dropColumn('token');\n  });\n  await knex('accounts').insert({ k: ${q(1)} });\n};\n`,
    '.npmrc': `registry=https://registry.example.org/\n//registry.example.org/:_authToken=${v(0)}\n_password=${v(1)}\n@shop:registry=https://user:${v(2)}@npm${n}.example.org/\n`,
    '.yarnrc.yml': `npmRegistryServer: "https://user:${v(0)}@registry${n}.example.org"\nnpmAuthToken: ${q(1)}\n`,
    'bunfig.toml': `[install]\nregistry = { url = "https://registry${n}.example.org", token = ${q(0)} }\n`,
    'pip.conf': `[global]\nindex-url = https://user:${v(0)}@pypi${n}.example.org/simple\n`,
    'NuGet.config': `<?xml version="1.0"?>\n<configuration>\n  <packageSources><add key="own" value="https://user:${v(0)}@nuget${n}.example.org/v3/index.json" /></packageSources>\n  <packageSourceCredentials><own><add key="ClearTextPassword" value="${v(1)}" /></own></packageSourceCredentials>\n</configuration>\n`,
    'gradle.properties': `repositoryPassword=${v(0)}\nkotlinVersion=1.9.${n}\n`,
    'docker-bake.hcl': `variable "${name}" {\n  default = ${q(0)}\n}\ntarget "api" {\n  context = "api"\n  args = { ${name} = ${q(1)} }\n  tags = ["registry.example.org/api:${n}"]\n}\n`,
    '.github/workflows/image.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: api\n          tags: registry.example.org/api:${n}\n          build-args: |\n            ${name}=${v(0)}\n      - run: docker build --build-arg B_${name}=${v(1)} -t registry.example.org/b:${n} api\n`,
    'packages/types/package.json': JSON.stringify({ name: '@shop/types', version: '1.0.0' }),
    'packages/types/src/index.ts': `import { z } from 'zod';\nexport const keys = { live: ${q(0)}, test: ${q(1)} } as const;\nexport const Payload = z.object({ kind: z.literal("order"), state${n}: z.string().default(${q(3)}) });\nexport const only${n} = ${q(4)};\n`,
    'packages/web/package.json': JSON.stringify({
      name: 'web',
      dependencies: { '@shop/types': 'workspace:*' },
    }),
    'packages/web/src/a.ts': `import { keys, only0, only7, Payload } from '@shop/types';\nexport const a = Payload.parse({ kind: keys.live, b: only0 ?? only7 });\n`,
  };
}
