/** Prefixes by which frameworks put a variable's value into the code they build for browsers. */
const prefixes =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|GATSBY|EXPO_PUBLIC|VUE_APP|NX_PUBLIC|STORYBOOK|NUXT_PUBLIC|PUBLIC)_/;

/** Nuxt and SvelteKit hand these over when they start, so a build does not fix them. */
const atStart = /^(?:NUXT_PUBLIC|PUBLIC)_/;

/** Every visitor can see the value. */
export function isShownToClients(name: string): boolean {
  return prefixes.test(name);
}

/** The value is fixed when the code is built. */
export function isInlined(name: string): boolean {
  return prefixes.test(name) && !atStart.test(name);
}

/** The name without the prefix that makes it public. */
export function withoutPublicPrefix(name: string): string {
  return name.replace(prefixes, '');
}
