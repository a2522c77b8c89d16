import type { Image } from './facts.ts';

/** The operating system that an image is built on. */
export interface BaseSystem {
  readonly family: 'Debian' | 'Ubuntu' | 'Alpine';
  /** release line; null where the tag does not say it */
  readonly release: string | null;
  /** its place in the order of releases */
  readonly rank: number;
}

/** https://www.debian.org/releases/ and https://wiki.ubuntu.com/Releases */
const codenames: Readonly<Record<string, readonly [BaseSystem['family'], string]>> = {
  stretch: ['Debian', '9'],
  buster: ['Debian', '10'],
  bullseye: ['Debian', '11'],
  bookworm: ['Debian', '12'],
  trixie: ['Debian', '13'],
  forky: ['Debian', '14'],
  bionic: ['Ubuntu', '18.04'],
  focal: ['Ubuntu', '20.04'],
  jammy: ['Ubuntu', '22.04'],
  noble: ['Ubuntu', '24.04'],
};

/** Null where neither the name of the image nor its tag tells. */
export function baseSystemOf({ repository, tag }: Pick<Image, 'repository' | 'tag'>): BaseSystem | null {
  if (tag === null || tag.includes('$')) return null;
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const word = tag.split(/[-_.]/).find((part) => Object.hasOwn(codenames, part));
  const known = word === undefined ? undefined : codenames[word];
  if (known) return systemOf(known[0], known[1]);
  if (name === 'alpine') return systemOf('Alpine', /^(\d+\.\d+)/.exec(tag)?.[1] ?? null);
  if (name === 'debian') return systemOf('Debian', /^(\d+)/.exec(tag)?.[1] ?? null);
  if (name === 'ubuntu') return systemOf('Ubuntu', /^(\d+\.\d+)/.exec(tag)?.[1] ?? null);
  const alpine = /(?:^|-)alpine(\d+\.\d+)?(?=$|[-.])/.exec(tag);
  return alpine ? systemOf('Alpine', alpine[1] ?? null) : null;
}

function systemOf(family: BaseSystem['family'], release: string | null): BaseSystem {
  const [major = 0, minor = 0] = (release ?? '').split('.').map(Number);
  return { family, release, rank: major * 100 + minor };
}
