import { declaredIn } from '../../src/system/schema/model-declarations.ts';
import { calledIn } from '../../src/system/schema/prisma-calls.ts';
import { schemaNames, singular } from '../../src/system/schema/schema-names.ts';
import { queriedIn } from '../../src/system/schema/sql-queries.ts';

describe('queries in SQL', () => {
  const queried = (text: string, path = 'a.go'): string => {
    const found = queriedIn(path, text, { table: 'users', column: 'nick' });
    return found ? `${found.line}${found.sure ? '' : '?'}` : '-';
  };

  it.each([
    ['q = "SELECT nick FROM users"', '1'],
    ['q = "SELECT id,\n  nick\nFROM users"', '2'],
    ['q = `UPDATE users SET nick = $1`', '1'],
    ['q = "INSERT INTO users (id, nick) VALUES ($1, $2)"', '1'],
    ['q = "SELECT u.nick FROM app.users AS u JOIN teams t ON t.id = u.team_id"', '1'],
    ['q = "SELECT nick FROM users JOIN teams t ON true"', '1?'],
    ['q = "SELECT t.nick FROM users u JOIN teams t ON true"', '-'],
    ['q = "SELECT id FROM users"; other = "nick"', '-'],
    ['q = "SELECT id FROM users WHERE id = :nick AND a = $nick AND b = @nick"', '-'],
    ['q = "SELECT id FROM users WHERE kind = \'nick\'"', '-'],
    ['q = "SELECT nick FROM other_users"', '-'],
    ['q = "SELECT nick FROM users_log"', '-'],
    ['q = "WITH users AS (SELECT 1) SELECT nick FROM users"', '-'],
    ['// SELECT nick FROM users', '-'],
    ['q = "SELECT id -- nick\nFROM users"', '-'],
    ['from users import nick', '-'],
    ['A nick FROM users is what we SELECT.', '-'],
    ['q = "SELECT nick FROM users', '1'],
  ])('%s', (text, expected) => {
    expect(queried(text)).toBe(expected);
  });

  it('takes small letters in files of SQL, up to the end of a statement', () => {
    expect(queried('select id from users;\nselect nick from teams;', 'q.sql')).toBe('-');
    expect(queried('select 1;\nselect nick\nfrom users;', 'q.sql')).toBe('2');
  });

  it('stays quick where one letter comes over and over', () => {
    expect(queried(`"SELECT ${'a'.repeat(100_000)} FROM users"`)).toBe('-');
    expect(queried('SELECT FROM users '.repeat(3000))).toBe('-');
  });
});

describe("calls of Prisma's client", () => {
  const called = (text: string): number | undefined => calledIn(`// prisma\n${text}`, 'User', ['nick']);

  it.each<[string, number | undefined]>([
    ['prisma.user.findMany({ where: { nick: "a" } })', 2],
    ['tx.user.update({ where: { id }, data: { nick } })', undefined],
    ['prisma.user.update({\n  where: { id },\n  data: { nick: 1 },\n})', 4],
    ['prisma.user.findFirst({ where: { AND: [{ OR: [{ nick: 1 }] }] } })', 2],
    ['prisma.user.findFirst({ include: { posts: { where: { nick: 1 } } } })', undefined],
    ['prisma.user.create({ data: make({ nick: 1 }) })', undefined],
    ['prisma.user.create({ data: { "a": "nick: 1" /* nick: 1 */ } })', undefined],
    ['prisma.userLog.findMany({ where: { nick: "a" } })', undefined],
    ['api.user.update({ data: { nick: 1 } })', undefined],
    ['prisma.user.findMany({ where: { nick', undefined],
  ])('%s', (text, line) => {
    expect(called(text)).toBe(line);
  });
});

describe('models', () => {
  const declared = (path: string, text: string, column?: string): number | undefined =>
    declaredIn(path, text, schemaNames({ table: 'users', ...(column !== undefined && { column }) }))?.line;

  it.each<[string, string, string | undefined, number | undefined]>([
    [
      'm.py',
      'from sqlalchemy import x\n\nclass User(Base):\n    __tablename__ = "users"\n    nick = Column(String)\n',
      'nick',
      5,
    ],
    [
      'm.py',
      'from sqlalchemy import x\n\nclass User(Base):\n    __tablename__ = "users"\n\nclass B(Base):\n    nick = Column(String)\n',
      'nick',
      undefined,
    ],
    [
      'm.py',
      'from sqlalchemy import x\n\nusers = Table(\n    "users",\n    metadata,\n    Column("nick", String),\n)\n',
      'nick',
      6,
    ],
    [
      's.ts',
      "import { pgTable } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', {\n  nick: text('nick'),\n});\n",
      'nick',
      3,
    ],
    [
      's.ts',
      "import { pgTable } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', {\n  id: text('id'),\n});\nexport const b = pgTable('b', {\n  nick: text('nick'),\n});\n",
      'nick',
      undefined,
    ],
    [
      'User.java',
      'import jakarta.persistence.*;\n\n@Entity\n@Table(name = "users")\npublic class User {\n    private String nick;\n}\n',
      'nick',
      6,
    ],
    ['user.rb', 'class User < ApplicationRecord\nend\n', 'nick', 1],
    [
      'user.rb',
      'class User < ApplicationRecord\n  self.ignored_columns = ["nick"]\nend\n',
      'nick',
      undefined,
    ],
    ['user.rb', 'class User < ApplicationRecord\n  self.table_name = "people"\nend\n', 'nick', undefined],
    ['User.php', "<?php\n\nclass User extends Model\n{\n    protected $fillable = ['nick'];\n}\n", 'nick', 5],
    ['User.php', '<?php\n\nclass User extends Model\n{\n}\n', 'nick', undefined],
    ['user.go', 'package store\n\nfunc (User) TableName() string { return "users" }\n', undefined, 3],
    ['table.ts', 'export const props = { tableName: "users", nick: 1 };\n', 'nick', undefined],
  ])('%s %s', (path, text, column, line) => {
    expect(declared(path, text, column)).toBe(line);
  });

  it('knows the singular of regular words', () => {
    expect(['users', 'categories', 'addresses', 'boxes', 'status', 'news', 'data'].map(singular)).toEqual([
      'user',
      'category',
      'address',
      'box',
      'status',
      'new',
      'data',
    ]);
  });
});
