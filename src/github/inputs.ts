import { getInput } from '@actions/core';
import { UserError } from '../errors.ts';
import type { FailOn } from '../settings/settings.ts';
import { severities } from '../stages/rule.ts';

/** The Action's inputs, as `action.yml` describes them. */
export interface Inputs {
  readonly token: string;
  /** undefined: what the settings of the base commit say */
  readonly failOn: FailOn | undefined;
  readonly reportOnly: boolean;
  readonly instance: string;
  readonly comment: boolean;
  readonly good: string;
  readonly bad: string;
  /** number of the issue to report to, as given */
  readonly issue: string;
}

export function readInputs(): Inputs {
  const token = getInput('token');
  if (token === '') {
    throw new UserError('The input token is empty', 'Leave it out to use the token of the job.');
  }
  return {
    token,
    failOn: failOnOf(getInput('fail-on')),
    reportOnly: booleanOf('report-only', false),
    instance: getInput('instance') || 'default',
    comment: booleanOf('comment', true),
    good: getInput('good'),
    bad: getInput('bad'),
    issue: getInput('issue'),
  };
}

function failOnOf(given: string): FailOn | undefined {
  if (given === '') return undefined;
  const known: readonly FailOn[] = [...severities, 'never'];
  const found = known.find((name) => name === given.toLowerCase());
  if (found === undefined) {
    throw new UserError(`The input fail-on cannot be "${given}"`, `Give one of ${known.join(', ')}.`);
  }
  return found;
}

function booleanOf(name: string, otherwise: boolean): boolean {
  const given = getInput(name).toLowerCase();
  if (given === '') return otherwise;
  if (given !== 'true' && given !== 'false') {
    throw new UserError(`The input ${name} cannot be "${given}"`, 'Give true or false.');
  }
  return given === 'true';
}
