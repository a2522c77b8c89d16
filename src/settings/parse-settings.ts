import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { severities, stages } from '../stages/rule.ts';
import { defaultSettings } from './settings.ts';
import type { Settings } from './settings.ts';

const file = z.strictObject({
  'fail-on': z.enum([...severities, 'never']).optional(),
  stages: z.partialRecord(z.enum(stages), z.boolean()).optional(),
  rules: z.record(z.string(), z.enum(['off', ...severities])).optional(),
  ignore: z.array(z.string()).optional(),
  provided: z.array(z.string()).optional(),
  accept: z
    .array(
      z.strictObject({
        finding: z.string(),
        reason: z.string(),
        by: z.string(),
        until: z.string().optional(),
      }),
    )
    .optional(),
});

/** Settings from the text of a settings file. Throws {@link UserError} with the place and a remedy. */
export function parseSettings(
  text: string,
  { path }: { readonly path: string; readonly ruleIds: readonly string[] },
): Settings {
  const result = file.safeParse(parse(text) ?? {});
  if (!result.success)
    throw new UserError(`${path}: ${z.prettifyError(result.error)}`, 'Mend the settings file.');
  const { 'fail-on': failOn = defaultSettings.failOn, accept = [], ...rest } = result.data;
  return {
    ...defaultSettings,
    failOn,
    stages: (rest.stages ?? {}) as Settings['stages'],
    rules: rest.rules ?? {},
    ignore: rest.ignore ?? [],
    provided: rest.provided ?? [],
    accept: accept.map(({ until = null, ...entry }) => ({ ...entry, until })),
  };
}
