import { UserError } from '../errors.ts';
import { rules } from '../stages/index.ts';
import { stages, stageTitles } from '../stages/rule.ts';
import type { Rule } from '../stages/rule.ts';
import type { Command } from './run.ts';

/** `system-drift rules [<id>]` */
export const showRules: Command = ([id], options) => {
  const chosen = id === undefined ? rules : rules.filter((rule) => rule.id === id);
  if (chosen.length === 0) {
    throw new UserError(`There is no rule ${id ?? ''}`, 'system-drift rules lists them all.');
  }
  const [first] = chosen;
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(chosen.map(metadata), null, 2)}\n`);
  else process.stdout.write(id !== undefined && first ? inFull(first) : overview());
  return Promise.resolve(0);
};

function metadata({ id, stage, severity, summary, assumption, verify, explanation, optIn }: Rule) {
  return { id, stage, severity, optIn: optIn === true, summary, assumption, verify, explanation };
}

/** Of a rule that is off by default, that it is so. */
function severityOf({ severity, optIn }: Rule): string {
  return optIn === true ? 'off' : severity;
}

function overview(): string {
  const width = Math.max(...rules.map(({ id }) => id.length)) + 2;
  return stages
    .flatMap((stage, index) => {
      const own = rules.filter((rule) => rule.stage === stage);
      if (own.length === 0) return [];
      const rows = own.map(
        (rule) => `   ${rule.id.padEnd(width)}${severityOf(rule).padEnd(10)}${rule.summary}`,
      );
      return [`${index + 1}. ${stageTitles[stage]}`, ...rows, ''];
    })
    .join('\n');
}

function inFull(rule: Rule): string {
  return [
    rule.id,
    `${rule.summary}.`,
    '',
    `Stage       ${stageTitles[rule.stage]}`,
    `Severity    ${rule.severity}${rule.optIn === true ? ' (off until the settings give it a severity)' : ''}`,
    `Assumption  ${rule.assumption}`,
    `Verify      ${rule.verify}`,
    '',
    rule.explanation.trim(),
    '',
  ].join('\n');
}
