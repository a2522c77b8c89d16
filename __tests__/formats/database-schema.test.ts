import { databaseSchema } from '../../src/formats/database-schema/format.ts';
import { readDatabaseSchema } from '../../src/formats/database-schema/read.ts';
import { readPrismaSchema } from '../../src/formats/prisma-schema/read.ts';

describe('schema.prisma', () => {
  it('has models as tables, under the names that the database has', () => {
    const text = `datasource db {
  provider = "postgresql"
}

enum Role {
  ADMIN
}

/// A person.
model User {
  id        Int      @id @default(autoincrement())
  firstName String?  @map("first_name") // as written
  role      Role     @default(ADMIN)
  tags      String[]
  size      Unsupported("circle")?
  posts     Post[]
  team      Team?    @relation(fields: [teamId], references: [id])
  teamId    Int?     @map(name: "team_id")

  @@index([firstName])
  @@map("users")
}
view Totals {
  sum Int
}
`;
    expect(readPrismaSchema({ path: 'schema.prisma', text }).facts).toEqual([
      {
        kind: 'schema-table',
        name: 'users',
        model: 'User',
        line: 10,
        columns: [
          { name: 'id', line: 11 },
          { name: 'first_name', field: 'firstName', line: 12 },
          { name: 'role', line: 13 },
          { name: 'tags', line: 14 },
          { name: 'size', line: 15 },
          { name: 'posts', relation: true, line: 16 },
          { name: 'team', relation: true, line: 17 },
          { name: 'team_id', field: 'teamId', line: 18 },
        ],
      },
      {
        kind: 'schema-table',
        name: 'Totals',
        model: 'Totals',
        line: 23,
        columns: [{ name: 'sum', line: 24 }],
      },
    ]);
  });

  it('says where a model is never closed, and refuses a conflict', () => {
    const { facts, gaps } = readPrismaSchema({ path: 'a.prisma', text: 'model A {\n  id Int' });
    expect(facts).toEqual([]);
    expect(gaps).toEqual([{ reason: 'unparsable', detail: 'The model at line 1 is never closed' }]);
    const text = '<<<<<<< a\nmodel A {\n=======\n>>>>>>> b\n';
    expect(() => readPrismaSchema({ path: 'a.prisma', text })).toThrow('Merge conflict');
    expect(readPrismaSchema({ path: 'a.prisma', text: '}}}\n@@map("x")\n' }).facts).toEqual([]);
  });
});

describe('schemas that Rails and others write down', () => {
  it.each([
    ['db/schema.rb', true],
    ['db/queue_schema.rb', true],
    ['db/structure.sql', true],
    ['database/schema.sql', true],
    ['app/schema.rb', false],
    ['docs/structure.sql', false],
  ])('%s', (path, expected) => {
    expect(databaseSchema.matches(path)).toBe(expected);
  });

  it('reads schema.rb', () => {
    const text = `ActiveRecord::Schema[7.1].define(version: 2024_01_01_000000) do
  create_table "users", force: :cascade do |t|
    t.string "email", null: false
    t.datetime "created_at"
    t.index ["email"], name: "i"
  end
end
`;
    expect(readDatabaseSchema({ path: 'db/schema.rb', text }).facts).toEqual([
      {
        kind: 'schema-table',
        name: 'users',
        line: 2,
        columns: [
          { name: 'email', line: 3 },
          { name: 'created_at', line: 4 },
        ],
      },
    ]);
  });

  it('reads structure.sql', () => {
    const text = `SET statement_timeout = 0;
CREATE TABLE public.users (
    id bigint NOT NULL,
    "Name" character varying(10) DEFAULT 'a,b',
    CONSTRAINT c CHECK ((id > 0))
);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
`;
    expect(readDatabaseSchema({ path: 'db/structure.sql', text }).facts).toEqual([
      {
        kind: 'schema-table',
        name: 'users',
        line: 2,
        columns: [
          { name: 'id', line: 3 },
          { name: 'Name', line: 4 },
        ],
      },
    ]);
    expect(
      readDatabaseSchema({ path: 'db/structure.sql', text: 'CREATE TABLE users (id' }).facts,
    ).toHaveLength(1);
    expect(readDatabaseSchema({ path: 'db/structure.sql', text: 'CREATE TABLE' }).facts).toEqual([]);
  });
});
