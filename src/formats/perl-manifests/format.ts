import type { Format } from '../format.ts';

const name = /(?:^|\/)(?:cpanfile|(?:MY)?META\.(?:json|yml))$/;

/** https://metacpan.org/pod/CPAN::Meta::Spec and https://metacpan.org/dist/Module-CPANfile/view/lib/cpanfile.pod */
export const perlManifests: Format = {
  id: 'perl-manifests',
  title: 'Perl distribution',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  // Others call theirs the same.
  recognises: (text) => /\bmeta-spec\b|^\s*(?:requires|recommends|on|feature|test_requires)\b/m.test(text),
  read: async (file) => (await import('./read.ts')).readPerlManifest(file),
};
