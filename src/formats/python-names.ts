/** A project's name as the index knows it: https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function projectName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** `requests[socks]>=2.8,<3 ; python_version < "3.9"` apart; null for what is none. */
export interface PythonRequirement {
  readonly name: string;
  /** without blanks; `` when any version will do */
  readonly specifier: string;
  /** what stands behind `@` */
  readonly url?: string;
}

const requirement =
  /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[\w\s,.-]*\])?\s*(?:@\s*(\S+)|\(?\s*((?:(?:===?|~=|!=|<=?|>=?)\s*[\w.*+!-]+\s*,?\s*)*)\)?)\s*(?:;.*)?$/s;

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
export function pythonRequirement(text: string): PythonRequirement | null {
  if (text.length > 2000) return null;
  const found = requirement.exec(text.trim());
  if (!found) return null;
  const [, name = '', url, specifier = ''] = found;
  const plain = specifier.replace(/\s+/g, '').replace(/,$/, '');
  return { name: projectName(name), specifier: plain, ...(url === undefined ? {} : { url }) };
}

const forDevelopment = /^(?:dev|devel|develop|development|tests?|testing|docs?|lint|linting|typing|mypy|ci)$/;

/** Extras are for whoever installs the project; some by custom only for who works on it. */
export function groupOfExtra(extra: string): 'dev' | 'optional' {
  return forDevelopment.test(extra.toLowerCase()) ? 'dev' : 'optional';
}
