/** `{id}`, and `:id` as a router writes it: a slip of the pen that is mended one day. */
const parameter = /\{([^{}/]*)\}|(?<=\/):([a-z_]\w*)(?=\/|$)/gi;

/** `/users/{id}/` as `/users/{}`: paths are the same when only names differ. */
export function pathShape(path: string): string {
  const shape = path.replace(parameter, '{}').replace(/\/+$/, '');
  return shape.startsWith('/') || shape === '' ? shape : `/${shape}`;
}

/** Names of a path's parameters, in order. */
export function templateNames(path: string): readonly string[] {
  return [...path.matchAll(parameter)].map((match) => match[1] ?? match[2] ?? '');
}

/** Path of a server's address, its variables replaced by their defaults: `/api/v1`, or nothing. */
export function serverPath(url: string, defaults: Readonly<Record<string, string>> = {}): string {
  const filled = url.replace(/\{([^{}/]*)\}/g, (whole, name: string) => defaults[name] ?? whole);
  const path = filled.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
  const trimmed = path.replace(/^\.(?=\/|$)/, '').replace(/\/+$/, '');
  return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
}
