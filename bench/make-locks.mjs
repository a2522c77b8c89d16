// Lockfiles of a given size as their tools write them, before and after one package moved.

const hex = (seed, length) => {
  let text = '';
  for (
    let value = seed * 2654435761 + 12345;
    text.length < length;
    value = (value * 1103515245 + 12345) % 2 ** 31
  )
    text += (value >>> 4).toString(16);
  return text.slice(0, length);
};
const base64 = (seed) => `${Buffer.from(hex(seed, 64)).toString('base64').slice(0, 86)}==`;
const name = (index) => (index % 4 === 0 ? `@scope-${index % 31}/package-${index}` : `package-${index}`);
const version = (index, moved) => `${1 + (index % 9)}.${index % 40}.${index === moved ? 99 : index % 7}`;
/** What a package needs: a few that come after it, so that nothing goes in a circle. */
const needs = (index, count) =>
  [1, 7, 40].map((step) => index + step).filter((other) => other < count && other % 3 !== 0);
const list = (count, write) => Array.from({ length: count }, (_, index) => write(index)).join('');

const quoted = (text) => (text.startsWith('@') ? `'${text}'` : text);

function pnpm(count, moved) {
  const at = (index) => `${name(index)}@${version(index, moved)}`;
  const importer = list(
    60,
    (index) =>
      `      ${quoted(name(index))}:\n        specifier: ^${version(index)}\n        version: ${version(index, moved)}\n`,
  );
  const packages = list(
    count,
    (index) =>
      `\n  ${quoted(at(index))}:\n    resolution: {integrity: sha512-${base64(index)}}\n${index % 2 ? "    engines: {node: '>=18'}\n" : ''}${index % 5 ? '' : `    peerDependencies:\n      react: ^18.0.0 || ^19.0.0\n`}`,
  );
  const snapshots = list(count, (index) => {
    const needed = needs(index, count);
    const lines = needed.map((other) => `      ${quoted(name(other))}: ${version(other, moved)}\n`).join('');
    return `\n  ${quoted(at(index))}:${needed.length > 0 ? `\n    dependencies:\n${lines}` : ' {}\n'}`;
  });
  return `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\nimporters:\n\n  .:\n    dependencies:\n${importer}\npackages:\n${packages}\nsnapshots:\n${snapshots}`;
}

function npm(count, moved) {
  const packages = {
    '': {
      name: 'app',
      version: '1.0.0',
      dependencies: Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [name(index), `^${version(index)}`]),
      ),
    },
  };
  for (let index = 0; index < count; index += 1) {
    const needed = needs(index, count);
    packages[`node_modules/${name(index)}`] = {
      version: version(index, moved),
      resolved: `https://registry.example.org/${name(index)}/-/package-${index}-${version(index, moved)}.tgz`,
      integrity: `sha512-${base64(index)}`,
      license: 'MIT',
      ...(needed.length > 0
        ? { dependencies: Object.fromEntries(needed.map((other) => [name(other), `^${version(other)}`])) }
        : {}),
      engines: { node: '>=18' },
    };
  }
  return `${JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}

function yarn(count, moved) {
  return `# yarn lockfile v1\n\n${list(count, (index) => {
    const needed = needs(index, count)
      .map((other) => `    "${name(other)}" "^${version(other)}"\n`)
      .join('');
    return `\n"${name(index)}@^${version(index)}":\n  version "${version(index, moved)}"\n  resolved "https://registry.example.org/${name(index)}/-/package-${index}-${version(index, moved)}.tgz#${hex(index, 40)}"\n  integrity sha512-${base64(index)}\n${needed === '' ? '' : `  dependencies:\n${needed}`}`;
  })}`;
}

function berry(count, moved) {
  return `__metadata:\n  version: 8\n  cacheKey: 10c0\n${list(count, (index) => {
    const needed = needs(index, count)
      .map(
        (other) =>
          `    ${name(other).startsWith('@') ? `"${name(other)}"` : name(other)}: "npm:^${version(other)}"\n`,
      )
      .join('');
    return `\n"${name(index)}@npm:^${version(index)}":\n  version: ${version(index, moved)}\n  resolution: "${name(index)}@npm:${version(index, moved)}"\n${needed === '' ? '' : `  dependencies:\n${needed}`}  checksum: 10c0/${hex(index, 128)}\n  languageName: node\n  linkType: hard\n`;
  })}`;
}

function uv(count, moved) {
  const file = (index, ending) =>
    `{ url = "https://files.example.org/packages/${hex(index, 60)}/package_${index}-${version(index, moved)}${ending}", hash = "sha256:${hex(index + ending.length, 64)}", size = ${index + 1000}, upload-time = "2025-01-01T00:00:00.000Z" }`;
  return `version = 1\nrevision = 3\nrequires-python = ">=3.12"\n${list(count, (index) => {
    const needed = needs(index, count)
      .map((other) => `    { name = "package-${other}" },\n`)
      .join('');
    return `\n[[package]]\nname = "package-${index}"\nversion = "${version(index, moved)}"\nsource = { registry = "https://index.example.org/simple" }\n${needed === '' ? '' : `dependencies = [\n${needed}]\n`}sdist = ${file(index, '.tar.gz')}\nwheels = [\n${list(6, (wheel) => `    ${file(index, `-cp3${wheel}-manylinux.whl`)},\n`)}]\n`;
  })}`;
}

function poetry(count, moved) {
  return `${list(count, (index) => {
    const needed = needs(index, count)
      .map((other) => `package-${other} = ">=1"\n`)
      .join('');
    return `\n[[package]]\nname = "package-${index}"\nversion = "${version(index, moved)}"\ndescription = "What it is for"\noptional = false\npython-versions = ">=3.8"\ngroups = ["main"]\nfiles = [\n${list(8, (file) => `    {file = "package_${index}-${version(index, moved)}-cp3${file}-manylinux_2_17_x86_64.whl", hash = "sha256:${hex(index + file, 64)}"},\n`)}]\n${needed === '' ? '' : `\n[package.dependencies]\n${needed}`}`;
  })}\n[metadata]\nlock-version = "2.1"\npython-versions = ">=3.8"\ncontent-hash = "${hex(1, 64)}"\n`;
}

function cargo(count, moved) {
  return `version = 4\n${list(count, (index) => {
    const needed = needs(index, count)
      .map((other) => ` "package-${other}",\n`)
      .join('');
    return `\n[[package]]\nname = "package-${index}"\nversion = "${version(index, moved)}"\nsource = "registry+https://index.example.org/rust"\nchecksum = "${hex(index, 64)}"\n${needed === '' ? '' : `dependencies = [\n${needed}]\n`}`;
  })}`;
}

function goSum(count, moved) {
  return list(
    count,
    (index) =>
      `example.org/module-${index} v${version(index, moved)} h1:${base64(index).slice(0, 43)}=\nexample.org/module-${index} v${version(index, moved)}/go.mod h1:${base64(index + 1).slice(0, 43)}=\n`,
  );
}

function gemfile(count, moved) {
  const specs = list(
    count,
    (index) =>
      `    package-${index} (${version(index, moved)})\n${needs(index, count)
        .map((other) => `      package-${other} (>= 1)\n`)
        .join('')}`,
  );
  return `GEM\n  remote: https://gems.example.org/\n  specs:\n${specs}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n${list(40, (index) => `  package-${index}\n`)}\nBUNDLED WITH\n   2.5.6\n`;
}

function composer(count, moved) {
  const packages = Array.from({ length: count }, (_, index) => ({
    name: `vendor/package-${index}`,
    version: version(index, moved),
    source: {
      type: 'git',
      url: `https://git.example.org/vendor/package-${index}.git`,
      reference: hex(index, 40),
    },
    dist: {
      type: 'zip',
      url: `https://dist.example.org/${index}.zip`,
      reference: hex(index, 40),
      shasum: '',
    },
    require: Object.fromEntries(needs(index, count).map((other) => [`vendor/package-${other}`, '^1'])),
    type: 'library',
    'notification-url': 'https://registry.example.org/downloads/',
    license: ['MIT'],
    description: 'What it is for, in a sentence or two as they are written there.',
  }));
  return `${JSON.stringify({ packages, 'packages-dev': [], 'plugin-api-version': '2.6.0' }, null, 4)}\n`;
}

/** @returns {{format: string, id: string, path: string, base: string, head: string, library: string | null}[]} */
export function makeLocks() {
  return [
    ['pnpm 9', 'pnpm-lock', 'pnpm-lock.yaml', pnpm, 8_500, 'js-yaml'],
    ['npm 3', 'package-lock', 'package-lock.json', npm, 3_000, 'JSON'],
    ['Yarn 1', 'yarn-lock', 'yarn.lock', yarn, 2_600, '@yarnpkg/lockfile'],
    ['Yarn 4', 'yarn-lock', 'yarn.lock', berry, 2_600, 'js-yaml'],
    ['uv', 'uv-lock', 'uv.lock', uv, 750, 'smol-toml'],
    ['Poetry', 'poetry-lock', 'poetry.lock', poetry, 1_300, 'smol-toml'],
    ['Cargo', 'cargo-lock', 'Cargo.lock', cargo, 5_000, 'smol-toml'],
    ['go.sum', 'go-sum', 'go.sum', goSum, 4_000, null],
    ['Bundler', 'gemfile-lock', 'Gemfile.lock', gemfile, 1_500, null],
    ['Composer', 'composer-lock', 'composer.lock', composer, 700, 'JSON'],
  ].map(([format, id, path, write, count, library]) => ({
    format,
    id,
    path,
    base: write(count, -1),
    head: write(count, count >> 1),
    library,
  }));
}
