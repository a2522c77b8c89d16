import { code, text } from '../../report/text.ts';
import type { MigrationTool } from '../../system/facts.ts';
import type { UnrunMigration } from '../../system/schema/migration-runs.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A migration that its tool passes over, or migrations that nothing runs any more. */
export const migrationNotRun: ChangeRule = {
  kind: 'change',
  id: 'migration-not-run',
  stage: 'dependencies',
  severity: 'high',
  summary: 'Nothing runs a migration',
  assumption: 'Assumes that somebody runs the migration before code needs it.',
  verify: 'Find the step in the log of a release, or run the tool against a database of the state before.',
  explanation: `Fires for a migration that the change adds and that its tool will pass over: of Drizzle where
\`meta/_journal.json\` does not name it, of golang-migrate where a migration with a higher number was there before (it
remembers one number and runs what is above it), of Flyway and goose likewise (they refuse to run, unless something in
the repository says that they may), and of all three where two files have one number. For a migration of Alembic or Django which comes after the same one as
another: two branches that were merged, say, and the tool refuses to choose. And where a changed file ran migrations at base (an entrypoint, an
image, a Procfile, a compose file, a pipeline, a script) and no file of head has such a command any more.

It stays silent where nothing names golang-migrate, whose file names others use too; for folders that had several ends before, for a migration that begins a line of its own, and for Alembic
where something runs \`upgrade heads\`; where the command stands anywhere else in the repository, in whatever file; for migrations that code runs
when it starts; for comments, prose and tests; and where there are no migrations left.

Severity: high; a question of medium severity for the lost command, since a release may run it from outside of the repository.`,
  check: ({ unrun = [] }) => unrun.map(problemOf),
};

const toolNames: Partial<Record<MigrationTool, string>> = {
  'golang-migrate': 'golang-migrate',
  flyway: 'Flyway',
  goose: 'goose',
};

function problemOf(unrun: UnrunMigration): Problem {
  if (unrun.reason === 'no-runner') {
    const { command, path, line } = unrun;
    return {
      subject: command,
      identity: ['no-runner', command],
      severity: 'medium',
      confidence: 'possible',
      title: text`Nothing in the repository runs ${code(command)} any more`,
      assumption: text`Assumes that a release runs its migrations in another way now; is that so?`,
      detail: text`${code(path)} did until this change.`,
      verify: text`Find the step that runs migrations in the log of a release.`,
      at: null,
      atBase: { path, line },
    };
  }
  const { migration } = unrun;
  const shared = {
    subject: migration.version,
    identity: [unrun.reason, migration.folder, migration.version],
    severity: 'high' as const,
    confidence: 'likely' as const,
    at: { path: migration.file, line: 1 },
  };
  if (unrun.reason === 'unlisted') {
    return {
      ...shared,
      title: text`${code(unrun.list)} does not name ${code(migration.file)}, so it never runs`,
      assumption: text`Assumes that Drizzle runs ${code(migration.version)}, which it does not know of.`,
      verify: text`Run ${code('drizzle-kit check')}, or migrate an empty database and look for what the migration makes.`,
    };
  }
  if (unrun.reason === 'forked') {
    const isAlembic = migration.tool === 'alembic';
    const command = isAlembic ? 'alembic upgrade head' : 'manage.py migrate';
    return {
      ...shared,
      title: text`Nothing comes after ${code(migration.file)}, nor after ${code(unrun.beside)}, so ${code(command)} refuses to run`,
      assumption: text`Assumes that ${code(command)} knows which of two ends of the migrations to go to.`,
      detail: text`Both follow a migration that was there before. Let one come after the other, or add a migration that merges them.`,
      verify: isAlembic
        ? text`Run ${code('alembic heads')}: it names more than one.`
        : text`Run ${code('manage.py makemigrations --check')}: it tells of conflicting migrations.`,
    };
  }
  const name = toolNames[migration.tool] ?? migration.tool;
  if (unrun.reason === 'twice') {
    return {
      ...shared,
      title: text`${code(migration.file)} has the same number as ${code(unrun.other)}, so ${[name]} refuses to run either`,
      assumption: text`Assumes that ${[name]} can tell two migrations of the number ${code(migration.version)} apart.`,
      verify: text`Migrate an empty database.`,
    };
  }
  const { newest } = unrun;
  const isPassedOver = migration.tool === 'golang-migrate';
  return {
    ...shared,
    title: isPassedOver
      ? text`${code(migration.file)} comes before ${code(newest)}, which was there first, so databases that ran that pass over it`
      : text`${code(migration.file)} comes before ${code(newest)}, which was there first, so ${[name]} refuses to run where that ran`,
    assumption: text`Assumes that no database has run ${code(newest)} yet.`,
    detail: isPassedOver
      ? text`The tool remembers the last number that it ran, and runs what is above it.`
      : text`Unless it is told to, ${[name]} does not go back to a number below the last one that it ran.`,
    verify: text`Migrate a database of the state before the change, and look for what the migration makes.`,
  };
}
