import { liquibase } from '../../src/formats/liquibase/format.ts';
import { readLiquibase } from '../../src/formats/liquibase/read.ts';

const xml = (changes: string, attributes = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <changeSet id="7" author="ann"${attributes}>
${changes}
  </changeSet>
</databaseChangeLog>
`;

function factsOf(text: string, path = 'db/changelog/users.xml'): readonly string[] {
  return readLiquibase({ path, text }).facts.flatMap((fact) => {
    if (fact.kind !== 'schema-change') return [];
    const { kind: _, line, of, ...rest } = fact;
    expect(of).toBe('7 by ann');
    return [`${line}: ${Object.values(rest).flat().join(' ')}`];
  });
}

describe('changelogs of Liquibase', () => {
  it('reads XML', () => {
    const text = xml(`    <comment>Drop it</comment>
    <preConditions onFail="MARK_RAN"><columnExists tableName="users" columnName="email"/></preConditions>
    <dropColumn tableName="users" columnName="email"/>
    <dropColumn tableName="users"><column name="a"/><column name="b"/></dropColumn>
    <addColumn tableName="users">
      <column name="plan" type="varchar(10)"><constraints nullable="false"/></column>
      <column name="role" type="varchar(10)" defaultValue="none"><constraints nullable="false"/></column>
    </addColumn>
    <renameColumn tableName="users" oldColumnName="name" newColumnName="full_name"/>
    <renameTable oldTableName="a" newTableName="b"/>
    <dropTable tableName="logs" cascadeConstraints="true"/>
    <addNotNullConstraint tableName="users" columnName="plan"/>
    <createIndex tableName="users" indexName="i"><column name="plan"/></createIndex>
    <addForeignKeyConstraint baseTableName="users" baseColumnNames="team_id" referencedTableName="teams"/>
    <sql>ALTER TABLE users DROP COLUMN phone; UPDATE users SET plan = 'a'</sql>
    <rollback><dropTable tableName="users"/></rollback>`);
    expect(factsOf(text)).toEqual([
      '6: drop-column users email',
      '7: drop-column users a',
      '7: drop-column users b',
      '9: add-column users plan true',
      '10: add-column users role true constant',
      '12: rename-column users name full_name',
      '13: rename-table a b',
      '14: drop-table logs',
      '15: set-not-null users plan',
      '16: create-index users plan',
      '17: add-constraint users foreign-key team_id',
      '18: drop-column users phone',
      '18: write-rows users',
    ]);
  });

  it('reads YAML in the same way', () => {
    const text = `databaseChangeLog:
  - changeSet:
      id: 7
      author: ann
      dbms: postgresql
      changes:
        - dropColumn:
            tableName: users
            columnName: email
        - addColumn:
            tableName: users
            columns:
              - column:
                  name: plan
                  type: varchar(10)
                  constraints:
                    nullable: false
        - sql:
            sql: DROP TABLE logs
      rollback:
        - dropTable:
            tableName: users
  - include:
      file: other.yaml
`;
    expect(factsOf(text, 'db/changelog/users.yaml')).toEqual([
      '7: drop-column users email',
      '13: add-column users plan true',
      '18: drop-table logs',
    ]);
    expect(readLiquibase({ path: 'db/changelog/users.yaml', text }).facts[0]).toMatchObject({
      kind: 'migration',
      tool: 'liquibase',
      version: '7 by ann',
      dialect: 'postgresql',
      line: 2,
    });
  });

  it('tells the same change set from another one', () => {
    const digest = (changes: string): unknown => {
      const [fact] = readLiquibase({ path: 'db/changelog/a.xml', text: xml(changes) }).facts;
      return fact?.kind === 'migration' ? fact.digest : undefined;
    };
    const own = digest('<dropTable tableName="a"/>');
    expect(digest('<comment>x</comment>\n\n<dropTable   tableName="a" />\n<rollback/>')).toBe(own);
    expect(digest('<dropTable tableName="b"/>')).not.toBe(own);
  });

  it('recognises a changelog by its text', () => {
    expect(liquibase.matches('src/main/resources/db/changelog/master.xml')).toBe(true);
    expect(liquibase.matches('pom.xml')).toBe(false);
    expect(liquibase.recognises?.(xml(''))).toBe(true);
    expect(liquibase.recognises?.('changelog:\n  - a\n')).toBe(false);
  });

  it('takes nothing from what says nothing, and refuses what is broken', () => {
    expect(factsOf(xml('<dropColumn/><addColumn/><addColumn><column/></addColumn><other/>'))).toEqual([]);
    expect(() => readLiquibase({ path: 'a.xml', text: '<databaseChangeLog>' })).toThrow('Invalid XML');
    expect(() => readLiquibase({ path: 'a.yaml', text: 'databaseChangeLog: [' })).toThrow('Invalid YAML');
    expect(readLiquibase({ path: 'a.yaml', text: 'databaseChangeLog: 1' }).facts).toEqual([]);
  });
});
