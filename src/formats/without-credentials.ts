// A slash may be escaped in JSON; `git@` is how everybody writes a repository's address and says nothing.
const userInformation = /(:(?:\\?\/){2})(?!git@)[^\s/@"'\\]+@/g;
const queryPart = /([?&][\w-]{1,40}=)[^\s&#"',)]+/g;
const secretName = /token|auth|key|secret|sig|password|credential/i;

/**
 * Text without what addresses in it may hold of credentials: manifests and lockfiles carry addresses in
 * ranges, keys and headings, which are shown and compared later. Line ends stay where they are.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(userInformation, '$1')
    .replace(queryPart, (whole, name: string) => (secretName.test(name) ? name : whole));
}
