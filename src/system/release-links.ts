import type { Package } from './facts.ts';
import type { PackageMove } from './package-moves.ts';

/** A page of the web that says more. */
export interface Link {
  /** what stands there, in the repository's own names */
  readonly title: string;
  readonly url: string;
}

type Repository = Pick<Package, 'ecosystem' | 'name' | 'source' | 'repository'>;

/** Forges whose pages for a comparison are known, and how they write it. */
const compare: Readonly<Record<string, (from: string, to: string) => string>> = {
  'github.com': (from, to) => `compare/${from}...${to}`,
  'gitlab.com': (from, to) => `-/compare/${from}...${to}`,
  'codeberg.org': (from, to) => `compare/${from}...${to}`,
  'gitea.com': (from, to) => `compare/${from}...${to}`,
  'bitbucket.org': (from, to) => `branches/compare/${to}..${from}`,
};

/**
 * The page on which a forge shows what changed between two versions of a package; null where the lockfile or
 * the package's own name does not tell the repository, or a version does not tell a tag or commit in it.
 */
export function releaseLink({ before, after }: Pick<PackageMove, 'before' | 'after'>): Link | null {
  const [was, is] = [before[0], after[0]];
  if (!was || !is) return null;
  const [old, now] = [placeOf(was), placeOf(is)];
  if (!old || !now || old.repository !== now.repository) return null;
  const [from, to] = [revisionOf(was, old.folder), revisionOf(is, now.folder)];
  return from === null || to === null ? null : compareLink(now.repository, from, to);
}

/** The page of two revisions (tags, branches or commits) of a repository, `host/owner/repo`. */
export function compareLink(repository: string, from: string, to: string): Link | null {
  const [host = '', ...path] = repository.split('/');
  const write = Object.hasOwn(compare, host) ? compare[host] : undefined;
  if (!write || path.length < 2 || ![...path, from, to].every(isPlain) || from === to) return null;
  const title = `${path.join('/')}: ${shortened(from)} to ${shortened(to)}`;
  return { title, url: `https://${host}/${path.join('/')}/${write(encoded(from), encoded(to))}` };
}

/** The start page of a package's repository on a known forge. */
export function repositoryLink(entry: Repository): Link | null {
  const found = placeOf(entry);
  const [host = '', ...path] = found?.repository.split('/') ?? [];
  if (!found || !Object.hasOwn(compare, host) || path.length < 2 || !path.every(isPlain)) return null;
  return { title: path.join('/'), url: `https://${found.repository}` };
}

interface Place {
  readonly repository: string;
  /** of a Go module: its folder in the repository, which is a part of its tags */
  readonly folder: string;
}

function placeOf({ ecosystem, name, source, repository }: Repository): Place | null {
  if (repository !== undefined) return { repository, folder: '' };
  if (source.type === 'git' && source.host !== null)
    return { repository: source.host.replace(/^www\./, ''), folder: '' };
  if (ecosystem !== 'go' || source.type !== 'registry') return null;
  const parts = name.replace(/\/v\d+$/, '').split('/');
  return parts.length < 3
    ? null
    : { repository: parts.slice(0, 3).join('/'), folder: parts.slice(3).join('/') };
}

/** The tag or commit that a version stands for. */
function revisionOf({ ecosystem, version, source }: Package, folder: string): string | null {
  // Composer's versions are the names of tags.
  if (ecosystem === 'packagist' && /^v?\d/.test(version)) return version;
  if (source.commit !== undefined) return source.commit;
  if (ecosystem === 'go') {
    const commit = /-(?:0\.)?\d{14}-([0-9a-f]{12})(?:\+incompatible)?$/.exec(version)?.[1];
    if (commit !== undefined) return commit;
    const tag = version.replace(/\+incompatible$/, '');
    return `${folder === '' ? '' : `${folder}/`}${tag.startsWith('v') ? tag : `v${tag}`}`;
  }
  return null;
}

function isPlain(part: string): boolean {
  return /^[A-Za-z0-9][\w.+/-]{0,120}$/.test(part) && !part.includes('..');
}

function encoded(revision: string): string {
  return revision.split('/').map(encodeURIComponent).join('%2F');
}

function shortened(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 9) : revision;
}
