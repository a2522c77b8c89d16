/** An operation whose callers are looked for. */
export interface CalledOperation {
  /** as people name it: `DELETE /users/{id}`; the subject of its mentions */
  readonly name: string;
  /** lower case */
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  /** paths of the servers that it can be reached at: `/api/v1` */
  readonly prefixes: readonly string[];
  /** whether no other operation stands at its path; unknown counts as yes */
  readonly alone?: boolean;
}

/** Parts of paths that half the files of a repository hold. */
const common = new Set([
  'api',
  'apis',
  'rest',
  'public',
  'internal',
  'admin',
  'app',
  'web',
  'service',
  'services',
]);

/**
 * Words of which a caller's text holds at least one: the path's own parts, and the
 * names that generated clients give the operation. Only whole words are meant.
 */
export function operationWords(operation: CalledOperation): readonly string[] {
  const parts = operation.path
    .split('/')
    .filter((part) => /^[\w.~-]{2,}$/.test(part) && !common.has(part.toLowerCase()) && !/^v\d/.test(part));
  // A caller holds every constant part, so the one that fewest other files hold is enough.
  const rarest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  return [...new Set([...(rarest === '' ? [] : [rarest]), ...clientNames(operation)])];
}

/** How generators for several languages write an operationId. */
export function clientNames({ operationId }: Pick<CalledOperation, 'operationId'>): readonly string[] {
  if (operationId === undefined) return [];
  const words = operationId
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  // One word (`list`, `get`) is a method of half the objects there are.
  if (words.length < 2) return [];
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  const pascal = words.map(capital).join('');
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const snake = words.map((word) => word.toLowerCase()).join('_');
  return [...new Set([operationId, camel, pascal, snake].filter((name) => /^\w+$/.test(name)))];
}
