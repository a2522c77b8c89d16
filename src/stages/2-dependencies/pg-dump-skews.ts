import { code, text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import type { Change, System } from '../../system/system.ts';
import type { Place, Problem } from '../rule.ts';
import { placeOf } from '../place-of.ts';
import { dataVersionOf } from './data-formats.ts';

interface Tool {
  readonly version: number;
  readonly at: Place;
}

/** `pg_dump` refuses a server of a newer release line than its own. */
export function pgDumpSkews(change: Change): readonly Problem[] {
  const { base, head } = change;
  const [before, after] = [oldest(change, 'base'), oldest(change, 'head')];
  const [was, is] = [newest(base), newest(head)];
  if (!before || !after || !was || !is) return [];
  if (before.version < was.version || after.version >= is.version) return [];
  return [
    {
      subject: 'pg_dump',
      identity: ['pg_dump', after.at.path],
      severity: 'high',
      confidence: 'likely',
      title: text`${code(after.at.path)} installs the PostgreSQL ${after.version} client, and ${code(is.at.path)} runs PostgreSQL ${is.version}`,
      assumption: text`Assumes that ${code('pg_dump')} ${after.version} can dump PostgreSQL ${is.version}.`,
      detail: text`${code('pg_dump')} stops at a server of a newer release line than its own.`,
      verify: text`Run ${code('pg_dump --version')} in the image, and a backup against the new server.`,
      at: after.at,
      atBase: before.at,
      related: [{ ...is.at, side: 'head', note: text`PostgreSQL ${is.version}` }],
    },
  ];
}

/** The oldest client that an image installs by the number of its release line. */
function oldest({ services }: Change, side: 'base' | 'head'): Tool | undefined {
  const tools = (services?.[side] ?? []).flatMap(({ where, version, path, line }): readonly Tool[] =>
    where === 'client' ? [{ version: Number(version), at: { path, line } }] : [],
  );
  return tools.toSorted((a, b) => a.version - b.version)[0];
}

function newest(system: System): Tool | undefined {
  const servers = system.facts('image').flatMap((image): readonly Tool[] => {
    if (image.role === 'base' || image.variable || isAside(image.file)) return [];
    const version = dataVersionOf(image);
    return version?.engine === 'PostgreSQL' ? [{ version: Number(version.line), at: placeOf(image) }] : [];
  });
  return servers.toSorted((a, b) => b.version - a.version)[0];
}
