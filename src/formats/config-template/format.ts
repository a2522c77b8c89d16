import type { Format } from '../format.ts';
import { dialectOf } from './dialects.ts';

/** Configuration that is filled in from the environment before or while a program reads it. */
export const configTemplate: Format = {
  id: 'config-template',
  title: 'Configuration template',
  stage: 'config',
  matches: (path) => dialectOf(path) !== undefined,
  recognises: looksLikeTemplate,
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readConfigTemplate(file),
};

/** It names a variable, and none of the languages that use the same signs for something else wrote it. */
function looksLikeTemplate(text: string): boolean {
  if (
    text.startsWith('#!') ||
    !/\$\{(?:env:)?[A-Z]|\$__env\{|\$[A-Z][A-Z0-9_]|\{\$[A-Za-z_]|\{env\.|\{\{-?\s{0,9}env\s/.test(text)
  )
    return false;
  return !/AWSTemplateFormatVersion|"Fn::Sub"|!Sub\b|^%\{|\{\{-?\s*(?:\.|if\b|range\b|with\b|define\b|include\b|template\b|end\b)/m.test(
    text,
  );
}
