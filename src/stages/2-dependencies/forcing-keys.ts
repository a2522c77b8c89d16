/** Keys of `package.json` that an installer takes forced versions from; of two that name one package the later counts. */
export const forcingKeys: Readonly<Record<string, readonly string[]>> = {
  npm: ['overrides'],
  pnpm: ['resolutions', 'pnpm.overrides'],
  yarn: ['resolutions'],
  bun: ['resolutions', 'overrides'],
};
