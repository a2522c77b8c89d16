import type { Package } from '../system/facts.ts';

export type PackageSource = Package['source'];

/** A registry is meant, and the file does not say which. */
export const unnamedRegistry: PackageSource = { type: 'registry', host: null };
export const unknownSource: PackageSource = { type: 'unknown', host: null };

const hosting: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  gist: 'gist.github.com',
};

/** What a registry of npm packages has nearly every tarball at. */
const tarballAt = /^https:\/\/([\w.-]+)\/(?:@[\w.-]+\/)?[\w.-]+\/-\/[\w.-]+\.tgz(?:#[0-9a-f]{40})?$/;

/**
 * Where a package comes from, told from what npm, pnpm and Yarn write into `resolved`,
 * `version`, `resolution` and specifiers. User information, queries and fragments other
 * than a commit are dropped.
 */
export function sourceOf(written: string): PackageSource {
  const text = written.trim();
  const registry = tarballAt.exec(text)?.[1];
  if (registry !== undefined) return { type: 'registry', host: registry.toLowerCase() };
  const folder = /^(?:file|link|portal):(?!\/\/[^/])(.*)$/s.exec(text);
  if (folder) return path(folder[1] ?? '');
  const short = /^(github|gitlab|bitbucket|gist):([^#\s]+)(?:#(.*))?$/s.exec(text);
  if (short) return git(hosting[short[1] ?? ''] ?? '', short[2] ?? '', short[3]);
  const secureShell = /^(?:git\+)?(?:ssh:\/\/)?(?:[^\s@/]+@)([^\s:/]+):(?!\d+\/)([^#\s]+)(?:#(.*))?$/s.exec(
    text,
  );
  if (secureShell) return git(secureShell[1] ?? '', secureShell[2] ?? '', secureShell[3]);
  const url =
    /^(?:git\+)?([a-z]+):\/\/(?:[^\s@/?#]*@)?([^\s@/?#]*)([^\s?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text);
  if (!url) return /^\.{0,2}\//.test(text) ? path(text) : unknownSource;
  const [, scheme = '', host = '', location = '', query, fragment] = url;
  if (/^git\+/i.test(text) || scheme === 'git' || scheme === 'ssh' || location.endsWith('.git'))
    return git(host, location, fragment);
  // Behind a tarball's address stands its SHA-1, behind a repository's a commit.
  const repository =
    /^\/[^/@]+\/[^/@]+(?:\/[^/.@]+)*$/.test(location) && /^[0-9a-f]{40}$/.test(fragment ?? '');
  return repository && !/\.t(?:ar\.)?gz$/.test(location)
    ? git(host, location, fragment)
    : fromHost(host.toLowerCase(), location, query);
}

/** A plain download: an archive that a git host makes of a commit, a registry's tarball, or some other. */
function fromHost(host: string, location: string, query: string | undefined): PackageSource {
  const archive =
    /^\/(?:repos\/)?([^/]+\/[^/]+)\/(?:legacy\.)?(?:tar\.gz|tarball|zip)\/([^/]+)$/.exec(location) ??
    /^\/(.+?)\/(?:-\/)?archive\/([0-9a-f]{40})[/.]/.exec(location) ??
    /^\/([^/]+\/[^/]+)\/get\/([0-9a-f]{12,40})\.tar\.gz$/.exec(location);
  if (archive)
    return git(host.replace(/^(?:codeload|api)\.(?=github\.com$)/, ''), archive[1] ?? '', archive[2]);
  const exported = /^\/(.+)\/repository\/archive\.(?:tar\.gz|zip)$/.exec(location);
  if (exported) return git(host, exported[1] ?? '', query?.replace(/^(?:.*&)?(?:ref|sha)=/, ''));
  const registry =
    location.includes('/-/') ||
    /^\/download\/(?:@[^/]+\/)?[^/]+\/[^/]+\/[0-9a-f]{40,}$/.test(location) ||
    /^\/~\/\d+\/@jsr\//.test(location);
  return registry ? { type: 'registry', host } : { type: 'tarball', host, location };
}

/**
 * What an address of a registry's tarball names, where that is not the given package: `other@1.2.3`.
 * Undefined where it is the package, and for addresses that follow no such pattern.
 */
export function servedInstead(address: string, name: string, version: string): string | undefined {
  const found = servedAt.exec(address);
  if (!found) return undefined;
  const [, scope = '', base = '', file = ''] = found;
  const served = `${decoded(scope)}${base}`;
  const of = file.startsWith(`${base}-`) ? file.slice(base.length + 1) : undefined;
  const isOther = served.toLowerCase() !== name.toLowerCase();
  // Build metadata has no place in the name of a file everywhere.
  const isOtherVersion = of !== undefined && /^\d/.test(of) && of !== version && of !== version.split('+')[0];
  return isOther || isOtherVersion ? `${served}@${of ?? version}` : undefined;
}

const servedAt =
  /^https?:\/\/[^?#]*?\/((?:@|%40)[\w.~-]+(?:\/|%2[fF]))?([\w.~-]+)\/-\/(?:(?:@|%40)[\w.~-]+(?:\/|%2[fF]))?([\w.~+-]+)\.tgz(?:[?#]|$)/;

function decoded(scope: string): string {
  return scope.replace(/%40/, '@').replace(/%2f/i, '/');
}

function git(host: string, repository: string, fragment: string | undefined): PackageSource {
  const name = repository
    .replace(/^[/~]+/, '')
    .replace(/\.git$/, '')
    .replace(/\/$/, '');
  // `#commit=<sha>` and `#workspace=x&commit=<sha>` are Yarn's; `#<sha>` is everybody else's.
  const commit = /(?:^|[=&])([0-9a-f]{7,64})(?:&|$)/.exec(fragment ?? '')?.[1];
  const source = { type: 'git', host: `${host.toLowerCase()}/${name.toLowerCase()}` } as const;
  return commit === undefined ? source : { ...source, commit };
}

function path(location: string): PackageSource {
  const plain = location.split('#')[0]?.split('::')[0] ?? '';
  return { type: 'path', host: null, location: plain.replace(/^\/\//, '') };
}
