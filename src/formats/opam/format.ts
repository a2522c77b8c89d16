import type { Format } from '../format.ts';

const name =
  /(?:^|\/)(?:opam|[\w.+-]+\.opam(?:\.locked)?|[\w.+-]+\.export|[\w.+-]*opam[\w.+-]*\.install|\.opam-switch\/switch-state)$/;

/** https://opam.ocaml.org/doc/Manual.html#File-formats */
export const opam: Format = {
  id: 'opam',
  title: 'opam file',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  // Others call theirs the same.
  recognises: (text) =>
    /^(?:opam-version|depends|installed)\s*:/m.test(text) ||
    /^(?:#[^\n]*\n|\s*\n)*[a-z][\w+-]*\.v?\d[\w.~+-]*\s*(?:#.*)?$/m.test(text),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readOpam(file),
};
