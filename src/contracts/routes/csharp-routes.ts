import type { Written } from './route.ts';

const verbs = 'Get|Post|Put|Patch|Delete|Head|Options';

/** ASP.NET: controllers with attributes, and minimal APIs. */
export function csharpRoutes(text: string): readonly Written[] {
  // Refit's interfaces have attributes of such names and are clients.
  return /\busing Refit\b/.test(text) ? [] : [...controllers(text), ...minimal(text)];
}

function* controllers(text: string): Generator<Written> {
  const classes = [...text.matchAll(/\bclass\s{1,4}(\w{1,100})/g)];
  for (const match of text.matchAll(
    new RegExp(`\\[Http(${verbs})(?:\\(\\s{0,10}"([^"\\n]{0,300})"[^\\]\\n]{0,200}\\))?[\\],]`, 'g'),
  )) {
    const own = classes.findLast(({ index }) => index < match.index);
    if (!own) continue;
    const header = text.slice(Math.max(0, own.index - 800), own.index);
    const start = Math.max(header.lastIndexOf('}\n'), header.lastIndexOf(';\n'), 0);
    const prefix = /\[Route\(\s{0,10}"([^"\n]{0,200})"/.exec(header.slice(start))?.[1] ?? '';
    // A route beside the verb: `[HttpGet]`, `[Route("{id}")]`.
    const path =
      match[2] ??
      /^\s{0,80}\[Route\(\s{0,10}"([^"\n]{0,200})"/.exec(text.slice(match.index + match[0].length))?.[1] ??
      '';
    const name = (own[1] ?? '').replace(/Controller$/, '');
    const paths = /^~?\//.test(path) ? [path.replace(/^~/, '')] : [prefix, path];
    yield {
      method: (match[1] ?? '').toLowerCase(),
      paths: paths.map((each) => each.replace(/\[controller\]/i, name)),
      at: match.index,
    };
  }
}

function* minimal(text: string): Generator<Written> {
  const groups = new Map<string, string>();
  const made =
    /\b(\w{1,60})\s{0,4}=\s{0,4}(\w{1,60})(?:\s{0,40}\.\w{1,40}\([^()\n]{0,100}\)){0,3}\s{0,40}\.MapGroup\(\s{0,10}"([^"\n]{0,200})"/g;
  for (const [, name = '', from = '', path = ''] of text.matchAll(made))
    groups.set(name, `${groups.get(from) ?? ''}/${path}`);
  for (const match of text.matchAll(/\b(\w{1,60})\.MapHealthChecks\(\s{0,40}"([^"\n]{1,300})"\s{0,4}[,)]/g))
    yield { method: 'get', paths: [groups.get(match[1] ?? '') ?? '', match[2] ?? ''], at: match.index };
  for (const match of text.matchAll(
    new RegExp(`\\b(\\w{1,60})\\.Map(${verbs})\\(\\s{0,40}"([^"\\n]{0,300})"\\s{0,4},`, 'g'),
  )) {
    const [, receiver = '', verb = '', path = ''] = match;
    yield { method: verb.toLowerCase(), paths: [groups.get(receiver) ?? '', path], at: match.index };
  }
}
