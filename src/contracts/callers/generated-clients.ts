/** What generators put behind the name of an operation. */
const endings = '(?:Raw|Async|WithResponse|WithHttpInfo|WithBody)?';

/** Modules whose name says that they are a client. */
const clientModule = String.raw`["'][^"'\n]{0,120}(?:client|generated|sdk|openapi|\bgen\b)[^"'\n]{0,80}["']`;

/** How code uses one operation of a generated client. */
export interface ClientUse {
  /** `usersApi.deleteUser(` */
  readonly method: RegExp;
  /** `delete_user.sync(`: openapi-python-client */
  readonly module: RegExp;
  /** `deleteUser(`, `useDeleteUser(`: functions and hooks that stand alone */
  readonly plain: RegExp;
}

/** What to look for; null for an operation that has no name of its own. */
export function clientUse(names: readonly string[]): ClientUse | null {
  if (names.length === 0) return null;
  const any = names.join('|');
  return {
    method: new RegExp(`(?:\\?\\.|\\.|->)(?:${any})${endings}\\s{0,4}[(<]`),
    module: new RegExp(`(?<![\\w.])(?:\\w{1,60}\\.)?(?:${any})\\.(?:sync|asyncio)(?:_detailed)?\\(`),
    plain: new RegExp(
      `(?<![\\w.>:])(use(?:${any})|(?:${any}))(?:Mutation|Options|Query|QueryOptions)?\\s{0,4}[(<]`,
      'i',
    ),
  };
}

/** Whether a line calls the operation on an object or a module that is a client, not on the service behind the contract. */
export function isClientCall(line: string, text: string, use: ClientUse | null): boolean {
  if (!use) return false;
  if (use.module.test(line)) return true;
  const at = use.method.exec(line)?.index;
  if (at !== undefined) {
    const object = line.slice(Math.max(0, at - 80), at);
    if (/(?:api|client|sdk)s?(?:\(\))?$/i.test(object)) return true;
    // `UsersService.deleteUser(`: a class of a generated client, where it was imported from one.
    const service = /(?:^|[^\w.])([A-Z]\w{0,60}Service)$/.exec(object)?.[1];
    return service !== undefined && isFromClient(service, text);
  }
  const name = use.plain.exec(line)?.[0].replace(/\s*[(<]$/, '');
  return name !== undefined && !/\bfunction\s/.test(line) && isFromClient(name, text);
}

let last: { readonly text: string; readonly names: ReadonlySet<string> } | undefined;

/** Whether a name is imported from a module that is called a client. */
function isFromClient(name: string, text: string): boolean {
  if (last?.text !== text) last = { text, names: importedFromClients(text) };
  return last.names.has(name);
}

function importedFromClients(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const clause = new RegExp(
    String.raw`\bimport\s{1,4}(?:type\s)?\{([^{}]{1,4000})\}\s{0,4}from\s{0,4}${clientModule}`,
    'g',
  );
  for (const [, names = ''] of text.matchAll(clause))
    for (const part of names.split(','))
      found.add(
        part
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
      );
  return found;
}
