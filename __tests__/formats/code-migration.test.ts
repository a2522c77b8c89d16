import { codeMigration } from '../../src/formats/code-migration/format.ts';
import { readCodeMigration } from '../../src/formats/code-migration/read.ts';
import type { Fact } from '../../src/system/facts.ts';

async function stepsIn(path: string, text: string): Promise<readonly string[]> {
  const { facts } = await readCodeMigration({ path, text });
  return facts.flatMap((fact) => (fact.kind === 'schema-change' ? [told(fact)] : []));
}

function told({
  action,
  table,
  column,
  to,
  line,
  columns,
  notNull,
  default: given,
  gentle,
}: Extract<Fact, { kind: 'schema-change' }>): string {
  // prettier-ignore
  return [
    `${line}:`,
    action,
    column === undefined ? table : `${table}.${column}`,
    ...(to === undefined ? [] : [`-> ${to}`]),
    ...(columns ? [`(${columns.join(' ')})`] : []),
    ...(notNull ? ['required'] : []),
    ...(given ? [given] : []),
    ...(gentle ? ['gentle'] : []),
  ].join(' ');
}

const rails = 'db/migrate/20240101000000_change_users.rb';
const django = 'shop/orders/migrations/0007_change.py';
const alembic = 'backend/alembic/versions/0a1b_change.py';
const laravel = 'database/migrations/2024_01_01_000000_change_users.php';
const sequelize = 'server/migrations/20240101000000-change-users.js';
const typeorm = 'src/migrations/1700000000000-Change.ts';

describe('migrations in code', () => {
  it('reads Rails: change and up, blocks, SQL, and not the way back', async () => {
    const text = `class ChangeUsers < ActiveRecord::Migration[7.1]
  disable_ddl_transaction!

  def up
    remove_column :users, :email, :string
    remove_columns :users, :a, :b
    rename_column :users, :name, :full_name
    add_column :users, :plan, :string, null: false
    add_column :users, :role, :string, null: false, default: "none"
    add_reference :users, :team, null: false, foreign_key: true
    add_index :users, [:plan, :role], algorithm: :concurrently
    add_index "users", :plan
    change_column_null :users, :plan, false
    change_column_null :users, :role, false, "none"
    add_foreign_key :users, :teams, validate: false
    drop_table :logs
    create_table :notes do |t|
      t.string :text, null: false
    end
    change_table :users do |t|
      t.remove :old, :older
      t.rename :x, :y
      t.string :city, null: false
    end
    execute "UPDATE users SET plan = 'free'"
    execute <<~SQL
      ALTER TABLE users DROP COLUMN phone;
    SQL
    safety_assured { rename_table :a, :b }
    User.where(plan: nil).update_all(plan: "free")
  end

  def down
    drop_table :users
  end
end
`;
    await expect(stepsIn(rails, text)).resolves.toEqual([
      '5: drop-column users.email',
      '6: drop-column users.a',
      '6: drop-column users.b',
      '7: rename-column users.name -> full_name',
      '8: add-column users.plan required',
      '9: add-column users.role required constant',
      '10: add-column users.team_id required',
      '11: create-index users (plan role) gentle',
      '12: create-index users (plan)',
      '13: set-not-null users.plan',
      '14: write-rows users',
      '15: add-constraint users gentle',
      '16: drop-table logs',
      '17: create-table notes',
      '21: drop-column users.old',
      '21: drop-column users.older',
      '22: rename-column users.x -> y',
      '23: add-column users.city required',
      '25: write-rows users',
      '27: drop-column users.phone',
      '29: rename-table a -> b',
      '30: write-rows ',
    ]);
  });

  it('reads Django: operations, and of split ones those of the database', async () => {
    const text = `from django.db import migrations, models
from django.contrib.postgres.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0006_more"),
        ("users", "0003_other"),
    ]

    operations = [
        migrations.RemoveField(model_name="order", name="note"),
        migrations.RenameField("order", "total", "amount"),
        migrations.DeleteModel(name="Draft"),
        migrations.AddField("order", "city", models.CharField(max_length=10)),
        migrations.AddIndex(model_name="order", index=models.Index(fields=["-city", "total"], name="i")),
        AddIndexConcurrently(model_name="order", index=models.Index(fields=["city"], name="j")),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Kept")],
            database_operations=[migrations.RunSQL("DROP TABLE orders_gone", "SELECT 1")],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
`;
    await expect(stepsIn(django, text)).resolves.toEqual([
      '12: drop-column orders_order.note',
      '13: rename-column orders_order.total -> amount',
      '14: drop-table orders_draft',
      '15: add-column orders_order.city',
      '16: create-index orders_order (city total)',
      '20: drop-table orders_gone',
      '22: write-rows ',
    ]);
    const { facts } = await readCodeMigration({ path: django, text });
    expect(facts[0]).toMatchObject({ tool: 'django', version: '0007_change', after: ['0006_more'] });
  });

  it('reads Alembic: upgrade, batches and SQL', async () => {
    const text = `"""change"""
import sqlalchemy as sa
from alembic import op

revision = "0a1b"
down_revision = "9f8e"


def upgrade() -> None:
    op.drop_column("users", "email")
    op.add_column("users", sa.Column("plan", sa.String(), nullable=False))
    op.add_column("users", sa.Column("role", sa.String(), nullable=False, server_default="none"))
    op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.String())
    op.alter_column("users", "age", type_=sa.BigInteger(), nullable=False)
    op.create_index("i", "users", ["plan"], unique=False)
    op.create_index("j", "users", ["role"], postgresql_concurrently=True)
    op.create_foreign_key("fk", "users", "teams", ["team_id"], ["id"])
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("motto")
        batch_op.create_unique_constraint("u", ["name"])
    op.execute("UPDATE users SET plan = 'free'")
    op.execute(
        sa.text(
            "ALTER TABLE users "
            "DROP COLUMN phone"
        )
    )
    op.execute(f"DROP TABLE {name}")
    op.rename_table("a", "b")


def downgrade() -> None:
    op.drop_table("users")
`;
    await expect(stepsIn(alembic, text)).resolves.toEqual([
      '10: drop-column users.email',
      '11: add-column users.plan required',
      '12: add-column users.role required constant',
      '13: rename-column users.name -> full_name',
      '14: alter-type users.age',
      '14: set-not-null users.age',
      '15: create-index users (plan)',
      '16: create-index users (role) gentle',
      '17: add-constraint users (team_id)',
      '19: drop-column teams.motto',
      '20: add-constraint teams (name)',
      '21: write-rows users',
      '24: drop-column users.phone',
      '28: write-rows ',
      '29: rename-table a -> b',
    ]);
    const { facts } = await readCodeMigration({ path: alembic, text });
    expect(facts[0]).toMatchObject({ tool: 'alembic', version: '0a1b', after: ['9f8e'] });
  });

  it('reads Laravel: tables, columns and statements of up', async () => {
    const text = `<?php
use Illuminate\\Database\\Migrations\\Migration;

return new class extends Migration {
    public function up(): void
    {
        Schema::table('users', static function (Blueprint $table): void {
            $table->dropColumn(['email', 'phone']);
            $table->dropColumn('city');
            $table->renameColumn('name', 'full_name');
            $table->string('plan');
            $table->string('role')->nullable();
            $table->boolean('is_admin')->default(false);
            $table->bigInteger('age')->change();
            $table->dropForeign(['team_id']);
            $table->index('plan');
        });
        Schema::create('notes', function (Blueprint $table) {
            $table->string('text');
        });
        Schema::dropIfExists('logs');
        Schema::rename('a', 'b');
        DB::table('users')->update(['plan' => 'free']);
        DB::statement('ALTER TABLE users DROP COLUMN street');
    }

    public function down(): void
    {
        Schema::drop('users');
    }
};
`;
    await expect(stepsIn(laravel, text)).resolves.toEqual([
      '8: drop-column users.email',
      '8: drop-column users.phone',
      '9: drop-column users.city',
      '10: rename-column users.name -> full_name',
      '11: add-column users.plan required',
      '12: add-column users.role',
      '13: add-column users.is_admin required constant',
      '14: alter-type users.age',
      '16: create-index users (plan)',
      '18: create-table notes',
      '21: drop-table logs',
      '22: rename-table a -> b',
      '23: write-rows users',
      '24: drop-column users.street',
    ]);
  });

  it('reads Sequelize in the ways it is written', async () => {
    const text = `"use strict";

module.exports = {
  up: async (queryInterface, Sequelize) => {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeColumn("users", "email", { transaction });
      await queryInterface.renameColumn("users", "name", "fullName", { transaction });
      await queryInterface.addColumn("users", "plan", { type: Sequelize.STRING, allowNull: false }, { transaction });
      await queryInterface.addColumn("users", "role", { type: Sequelize.STRING, allowNull: false, defaultValue: "a" });
      await queryInterface.sequelize.query('UPDATE users SET plan = 1', { transaction });
      await queryInterface.changeColumn("users", "plan", { type: Sequelize.STRING, allowNull: false });
      await queryInterface.bulkDelete("shops", {}, { transaction });
    });
    await queryInterface.addIndex("users", ["plan"], { concurrently: true });
    await queryInterface.addIndex("users", ["role"]);
    await queryInterface.dropTable("logs");
  },
  down: async (queryInterface) => {
    await queryInterface.dropTable("users");
  },
};
`;
    await expect(stepsIn(sequelize, text)).resolves.toEqual([
      '6: drop-column users.email',
      '7: rename-column users.name -> fullName',
      '8: add-column users.plan required',
      '9: add-column users.role required constant',
      '10: write-rows users',
      '12: empty-table shops',
      '14: create-index users (plan) gentle',
      '15: create-index users (role)',
      '16: drop-table logs',
    ]);
  });

  it('reads TypeORM and Knex', async () => {
    const orm = `export class Change1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "users" DROP COLUMN "email"\`);
    await queryRunner.dropColumn('users', 'phone');
  }
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`DROP TABLE "users"\`);
  }
}
`;
    await expect(stepsIn(typeorm, orm)).resolves.toEqual([
      '3: drop-column users.email',
      '4: drop-column users.phone',
    ]);
    const knex = `exports.up = async function (knex) {
  await knex.schema.alterTable('users', (table) => {
    table.dropColumn('email');
    table.string('plan').notNullable();
    table.string('role').notNullable().defaultTo('none');
  });
  await knex.schema.dropTableIfExists('logs');
  await knex.raw('DROP TABLE old');
};

exports.down = (knex) => knex.schema.dropTable('users');
`;
    await expect(stepsIn('migrations/20240101_change.js', knex)).resolves.toEqual([
      '3: drop-column users.email',
      '4: add-column users.plan required',
      '5: add-column users.role required constant',
      '7: drop-table logs',
      '8: drop-table old',
    ]);
  });

  it('goes on as code where it is no migration, and reads what variables a migration asks for', async () => {
    expect(codeMigration.matches('db/migrate/20240101000000_a.rb')).toBe(true);
    expect(codeMigration.matches('app/models/user.rb')).toBe(false);
    expect(codeMigration.recognises?.('module.exports = {};')).toBe(false);
    const text = `class A < ActiveRecord::Migration[7.1]
  def change
    drop_table :logs if ENV["DROP_LOGS"]
  end
end
`;
    const { facts } = await codeMigration.read({ path: rails, text });
    expect(facts.map(({ kind }) => kind)).toEqual(['migration', 'schema-change', 'read']);
  });

  it.each([
    [rails, 'class A < ActiveRecord::Migration[7.1]\n  def change\n    remove_column :users\n    add_column\n    remove_column table, column\n  end\nend\n'], // prettier-ignore
    [django, 'class Migration(migrations.Migration):\n    operations = [migrations.RemoveField(), migrations.Nothing(1), other]\n'], // prettier-ignore
    [alembic, 'down_revision = None\n\ndef upgrade():\n    op.drop_column()\n    op.add_column("a")\n    op.alter_column(x)\n'], // prettier-ignore
    [sequelize, 'module.exports = { up(queryInterface) { queryInterface.removeColumn(a, b); } };'],
    [
      laravel,
      '<?php return new class extends Migration { public function up() { Schema::table($a, fn ($t) => 1); } };',
    ],
  ])('takes nothing from what does not say it: %s', async (path, text) => {
    const steps = await stepsIn(path, text);
    expect(steps).toEqual([]);
  });

  it('refuses what is cut off', async () => {
    const text = 'class A < ActiveRecord::Migration[7.1]\n  def change\n    remove_column :users, :email';
    await expect(stepsIn(rails, text)).rejects.toThrow('cannot be parsed');
  });
});

test.each([
  ["down_revision = '9f8e'\n\n\ndef upgrade():\n    op.drop_column('orders', 'note')\n", ['9f8e']],
  ["down_revision: str | None = (\n    '9f8e',\n    '7d6c',\n)\n\nbranch = 'x'\n", ['9f8e', '7d6c']],
  ['down_revision = None\n', []],
])('what a migration of Alembic comes after ends with the statement: %j', async (lines, after) => {
  const text = `from alembic import op\nrevision = '0a1b'\n${lines}`;
  const { facts } = await readCodeMigration({ path: 'alembic/versions/0a1b_more.py', text });
  const [migration] = facts.filter((fact) => fact.kind === 'migration');
  expect(migration?.after ?? []).toEqual(after);
});
