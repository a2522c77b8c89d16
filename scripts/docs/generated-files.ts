import { rules } from '../../src/stages/index.ts';
import { formatsPage } from './formats-page.ts';
import { rulePage } from './rule-page.ts';
import { rulesOverview } from './rules-overview.ts';
import { filesIn, scenariosOf } from './scenario.ts';
import { reportJsonSchema, settingsJsonSchema } from './schemas.ts';
import { settingsPage } from './settings-page.ts';

/** Every generated file by its path; null for a page whose rule is gone. `root` is the project's folder. */
export function generatedFiles(root: string): ReadonlyMap<string, string | null> {
  const settings = settingsJsonSchema(rules);
  const left = filesIn(`${root}/docs/rules`).map((file) => [`docs/rules/${file}`, null] as const);
  return new Map<string, string | null>([
    ...left,
    ...rules.map((rule) => {
      const scenarios = scenariosOf(root, rule.stage, rule.id);
      return [`docs/rules/${rule.id}.md`, rulePage(rule, scenarios)] as const;
    }),
    ['docs/rules/README.md', rulesOverview(rules)],
    ['docs/formats.md', formatsPage()],
    ['docs/settings.md', settingsPage(settings)],
    ['schema/system-drift.schema.json', `${JSON.stringify(settings, null, 2)}\n`],
    ['schema/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`],
  ]);
}
