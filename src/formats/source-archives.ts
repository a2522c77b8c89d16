/**
 * Whether the files of a Python release, as a lockfile lists them (`file = "left-1.0.tar.gz"`), are all archives of
 * its source: then an installer builds it, by running code of its own. False where no file is listed.
 */
export function isSourceOnly(listed: string): boolean {
  const files = [...listed.matchAll(/\bfile\s{0,5}=\s{0,5}["']([^"'\n]{1,300})["']/g)].map(
    ([, name = '']) => name,
  );
  return files.length > 0 && files.every((name) => /\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/.test(name));
}
