import type { Phase } from '../../system/facts.ts';
import { isCiPath } from '../code-paths.ts';

/** Bundlers put the values of these into the code they build. */
const inlined = /^(NEXT_PUBLIC|VITE|REACT_APP|GATSBY|EXPO_PUBLIC|VUE_APP|NX_PUBLIC|STORYBOOK)_/;

/** Configuration of tools that run while the code is built. */
const buildConfig =
  /(?:^|\/)(?:next|nuxt|vite|webpack|rollup|rspack|rsbuild|esbuild|tsup|craco|vue|svelte|astro|babel|postcss|tailwind|uno)[\w.-]*\.config\.[cm]?[jt]s$|(?:^|\/)gatsby-config\.[cm]?[jt]s$/;

/** When the variable has to be there, given the phase of the idiom it is read by. */
export function phaseOf(name: string, idiom: Phase, path: string): Phase {
  if (idiom === 'build' || inlined.test(name) || buildConfig.test(path)) return 'build';
  return isCiPath(path) ? 'ci' : idiom;
}
