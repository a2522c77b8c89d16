/** Lockfiles of the versions that pnpm has written, small and as it writes them. */
export const version9 = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

catalogs:
  default:
    react:
      specifier: ^18.2.0
      version: 18.3.1

overrides:
  semver@<7: '>=7.5.2'

importers:

  .:
    devDependencies:
      jest:
        specifier: ^29.0.0
        version: 29.7.0(react@18.3.1)

  services/api:
    dependencies:
      '@acme/shared':
        specifier: workspace:*
        version: link:../shared
      lodash4:
        specifier: npm:lodash@^4.17.0
        version: lodash@4.17.21
      react:
        specifier: 'catalog:'
        version: 18.3.1
      tool:
        specifier: github:acme/tool
        version: https://codeload.github.com/acme/tool/tar.gz/3b1bb80b302c2e552685dc8a029797ec832ea7c9

packages:

  jest@29.7.0:
    resolution: {integrity: sha512-AAAA==}
    engines: {node: ^14.15.0 || >=18.0.0, npm: '>=6'}
    deprecated: |-
      No longer supported: move on.
        key: not a key
    peerDependencies:
      react: '*'

  lodash@4.17.21:
    resolution: {integrity: sha512-BBBB==}

  ms@2.1.3:
    resolution: {integrity: sha512-CCCC==, tarball: https://npm.acme.example/ms/-/ms-2.1.3.tgz}
    os: [linux, '!win32']

  node@runtime:22.11.0:
    resolution:
      type: variations
    hasBin: true

  react@18.3.1:
    resolution: {integrity: sha512-DDDD==}

  tool@https://codeload.github.com/acme/tool/tar.gz/3b1bb80b302c2e552685dc8a029797ec832ea7c9:
    resolution: {tarball: https://codeload.github.com/acme/tool/tar.gz/3b1bb80b302c2e552685dc8a029797ec832ea7c9}
    version: 1.4.0

snapshots:

  jest@29.7.0(react@18.3.1):
    dependencies:
      ms: 2.1.3
      react: 18.3.1
    transitivePeerDependencies:
      - supports-color

  lodash@4.17.21: {}

  ms@2.1.3:
    optional: true

  react@18.3.1: {}

  tool@https://codeload.github.com/acme/tool/tar.gz/3b1bb80b302c2e552685dc8a029797ec832ea7c9: {}
`;

export const version6 = `lockfileVersion: '6.0'

dependencies:
  '@scope/a':
    specifier: ^1.0.0
    version: 1.2.0(pg@8.11.3)
  local:
    specifier: file:./local
    version: file:local

devDependencies:
  pg:
    specifier: ^8
    version: 8.11.3

packages:

  /@scope/a@1.2.0(pg@8.11.3):
    resolution: {integrity: sha512-AAAA==}
    requiresBuild: true
    peerDependencies:
      pg: '>=8'
    dependencies:
      pg: 8.11.3
    dev: false

  /pg@8.11.3:
    resolution: {integrity: sha512-BBBB==}
    dev: true

  file:local:
    resolution: {directory: local, type: directory}
    name: local
    version: 0.0.1
    dev: false
`;

export const version5 = `lockfileVersion: 5.4

importers:

  .:
    specifiers:
      pg: ^8
    dependencies:
      pg: 8.11.3_ms@2.1.3

  services/api:
    specifiers:
      ms: 2.1.3
      old: npm:ms@1
    devDependencies:
      ms: 2.1.3
      old: /ms/1.0.0

packages:

  /@scope/b/1.0.0-rc.1_ms@2.1.3:
    resolution: {integrity: sha1-AAAA=}
    dev: true

  /ms/1.0.0:
    resolution: {integrity: sha1-BBBB=}
    dev: true

  /ms/2.1.3:
    resolution: {integrity: sha512-CCCC==}
    dev: true

  /pg/8.11.3_ms@2.1.3:
    resolution: {integrity: sha512-DDDD==}
    dependencies:
      '@scope/b': 1.0.0-rc.1_ms@2.1.3
    dev: false

  npm.acme.example/@scope/c/2.0.0:
    resolution: {integrity: sha512-EEEE==, registry: https://npm.acme.example/}
    name: '@scope/c'
    version: 2.0.0
    dev: false
`;
