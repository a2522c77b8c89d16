import { isAside } from './aside.ts';
import type { Change } from './system.ts';
import type { SidedLook } from './look.ts';

/** A database or broker that code or a template names with its version, where no reader makes a fact of it. */
export interface ServiceLiteral {
  /** name of the image or engine, as written: `postgres`, `aurora-postgresql` */
  readonly name: string;
  /** as a tag has it */
  readonly version: string;
  readonly path: string;
  readonly line: number;
  /** `tests`: a container that a test starts; `cloud`: what a template orders; `client`: tools that an image installs */
  readonly where: 'tests' | 'cloud' | 'client';
}

const engines =
  'postgres|postgresql|postgis|mysql|mariadb|mongo|mongodb|redis|valkey|elasticsearch|opensearch|rabbitmq|cassandra|neo4j|kafka';

/** Extended regular expressions for YAML lines that name an image of a backing service. */
export const engineImages = `image: *["']?[A-Za-z0-9_./-]*(${engines}|timescaledb|cp-kafka):`;

const engineName = new RegExp(`(?:^|/)(?:${engines}|timescaledb|cp-kafka)$`);

/** Whether an image is that of a database, search engine or broker, by its name. */
export function isBackingService(repository: string): boolean {
  return engineName.test(repository);
}

const codeEndings = ['.ts', '.js', '.mts', '.java', '.kt', '.go', '.py', '.cs', '.rs', '.scala', '.rb'];
const templateEndings = ['.tf', '.tofu'];

/** Of an image or engine that the change moved, what code and templates say at each side. */
export interface LiteralPair {
  readonly base: readonly ServiceLiteral[];
  readonly head: readonly ServiceLiteral[];
}

/** Whether images of backing services moved, or a changed template may order one: then the rest of the system is asked. */
export function movesServices({ base, head, files }: Change): boolean {
  if (files.some(({ path }) => templateEndings.some((ending) => path.endsWith(ending)))) return true;
  const tags = [base, head].map((system) =>
    system
      .facts('image')
      .filter(({ repository }) => isBackingService(repository))
      .map(({ file, unit, repository, tag }) => [file, unit, repository, tag].join(' '))
      .join('\n'),
  );
  return tags[0] !== tags[1];
}

/** Adds what code and templates say of backing services, where the change moves one. */
export async function withServiceLiterals(change: Change, look: SidedLook): Promise<Change> {
  if (!movesServices(change)) return change;
  const paths = await look.search([
    { endings: codeEndings, patterns: [`["'][A-Za-z0-9_./-]*(${engines}):v?[0-9]`] },
    {
      endings: ['ockerfile', '.dockerfile', 'Dockerfile.*'],
      patterns: ['postgresql-client-[0-9]', 'postgresql[0-9]+-client'],
    },
    { endings: templateEndings, patterns: ['engine_version *=', 'database_version *='] },
  ]);
  const wanted = paths.filter((path) => !/(?:^|\/)(?:examples?|docs?|node_modules|vendor)\//.test(path));
  const read = async (side: 'base' | 'head'): Promise<readonly ServiceLiteral[]> => {
    const all = await Promise.all(
      wanted.slice(0, 200).map(async (path) => {
        const text = await look.text(side, path);
        return text === null ? [] : literalsIn(path, text);
      }),
    );
    return all.flat();
  };
  return { ...change, services: { base: await read('base'), head: await read('head') } };
}

/** `"postgres:15-alpine"` in code that starts containers; engines and their versions in Terraform. */
export function literalsIn(path: string, text: string): readonly ServiceLiteral[] {
  if (templateEndings.some((ending) => path.endsWith(ending)))
    return isAside(path) ? [] : orderedIn(path, text);
  if (/(?:^|[/.])dockerfile/i.test(path)) return isAside(path) ? [] : installedIn(path, text);
  const image = new RegExp(`["'](?:[\\w.-]{1,80}/){0,3}(${engines}):v?(\\d[\\w.-]{0,60})["']`);
  return text.split('\n').flatMap((content, index): readonly ServiceLiteral[] => {
    if (content.length > 2000 || /^\s*(?:\/\/|#|\*)/.test(content)) return [];
    const [, name, version] = image.exec(content) ?? [];
    if (name === undefined || version === undefined) return [];
    return [{ name, version, path, line: index + 1, where: 'tests' }];
  });
}

/** `postgresql-client-16` of Debian, `postgresql16-client` of Alpine. */
function installedIn(path: string, text: string): readonly ServiceLiteral[] {
  return text.split('\n').flatMap((content, index): readonly ServiceLiteral[] => {
    const found = /\bpostgresql-client-(\d{2})\b|\bpostgresql(\d{2})-client\b/.exec(content.slice(0, 2000));
    const version = found?.[1] ?? found?.[2];
    return version === undefined || /^\s*#/.test(content)
      ? []
      : [{ name: 'postgres', version, path, line: index + 1, where: 'client' }];
  });
}

/** An engine and its version stand in one block, whichever comes first. */
function orderedIn(path: string, text: string): readonly ServiceLiteral[] {
  const lines = text.split('\n').slice(0, 20_000);
  return lines.flatMap((content, index): readonly ServiceLiteral[] => {
    const google = /^\s*database_version\s*=\s*"(POSTGRES|MYSQL)_(\d+)(?:_(\d+))?/.exec(content);
    const line = index + 1;
    if (google) {
      const version = [google[2], google[3]].filter((part) => part !== undefined).join('.');
      return [{ name: (google[1] ?? '').toLowerCase(), version, path, line, where: 'cloud' }];
    }
    const version = /^\s*engine_version\s*=\s*"(\d[\w.]*)"/.exec(content)?.[1];
    const name = version === undefined ? undefined : engineOf(lines, index);
    return version === undefined || name === undefined ? [] : [{ name, version, path, line, where: 'cloud' }];
  });
}

function engineOf(lines: readonly string[], index: number): string | undefined {
  for (const step of [-1, 1]) {
    for (let at = index + step; Math.abs(at - index) < 30; at += step) {
      const content = lines[at];
      if (content === undefined || (step < 0 ? /^[a-z].*\{\s*$/ : /^\}/).test(content)) break;
      const found = /^\s*engine\s*=\s*"(?:aurora-)?([a-z]+)/.exec(content)?.[1];
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
