import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { byLine, Keys, lockedPackage, lockfileFact, requirementFact } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import { tablesOfField, textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock } from '../toml-blocks.ts';
import { tomlLockBlocks } from '../toml-lock.ts';

/** Gleam and Julia both call their lockfile a manifest. */
export async function readTomlManifests(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  return nameOf(file.path) === 'manifest.toml' ? readGleam(blocks) : readJulia(blocks);
}

/** `packages` is a list of inline tables, `[requirements]` what `gleam.toml` asks for. */
function readGleam(blocks: readonly TomlBlock[]): Reading {
  const list = blocks[0]?.fields.get('packages');
  if (!list) return { facts: [] };
  const lines = list.raw.split('\n');
  const packages = tablesOfField(list).map((entry) => {
    const name = entry.get('name') ?? '';
    const at = lines.findIndex((line) => line.includes(`name = "${name}"`));
    const hash = entry.get('outer_checksum');
    const repository = entry.get('repo');
    return lockedPackage('hex', {
      name,
      version: entry.get('version') ?? '',
      key: name,
      source:
        entry.get('source') === 'git' && repository !== undefined
          ? sourceOf(`git+${repository}#${entry.get('commit') ?? ''}`)
          : entry.get('source') === 'local'
            ? { type: 'path', host: null, location: entry.get('path') ?? '' }
            : unnamedRegistry,
      integrity: hash === undefined ? [] : [`sha256:${hash.toLowerCase()}`],
      line: list.line + Math.max(0, at),
    });
  });
  const asked = blocks.find(({ path }) => path === 'requirements');
  const known = new Set(packages.map(({ key }) => key));
  const requirements = [...(asked?.fields ?? [])].map(([name, field]) =>
    requirementFact('hex', {
      name,
      specifier: tablesOfField(field)[0]?.get('version') ?? '',
      group: 'unsaid',
      importer: '',
      resolved: known.has(name) ? name : undefined,
      line: field.line,
    }),
  );
  const direct = new Set(requirements.map(({ name }) => name));
  return {
    facts: [
      lockfileFact({ ecosystem: 'hex', manager: 'gleam', version: '', importers: [''] }),
      ...byLine([...packages.map((each) => ({ ...each, direct: direct.has(each.name) })), ...requirements]),
    ],
  };
}

/** `[[deps.Name]]` since format 2.0, `[[Name]]` before. */
function readJulia(blocks: readonly TomlBlock[]): Reading {
  const version = textOfField(blocks[0]?.fields.get('manifest_format')) ?? '1.0';
  if (!/^[12]\./.test(version))
    throw new Unreadable('unsupported-version', 'Manifest format is neither 1 nor 2');
  const keys = new Keys();
  const packages = blocks.slice(1).flatMap(({ path: heading, fields, line }): Package[] => {
    const name = version.startsWith('1') ? heading : /^deps\.([^.]+)$/.exec(heading)?.[1];
    const locked = textOfField(fields.get('version'));
    // Parts of the language itself have no version of their own.
    if (name === undefined || name.includes('.') || locked === undefined) return [];
    const tree = textOfField(fields.get('git-tree-sha1'));
    const [url, path] = [textOfField(fields.get('repo-url')), textOfField(fields.get('path'))];
    return [
      lockedPackage('julia', {
        name,
        version: locked,
        key: keys.of(name),
        source:
          url !== undefined
            ? sourceOf(`git+${url}`)
            : path !== undefined
              ? { type: 'path', host: null, location: path }
              : unnamedRegistry,
        integrity: tree === undefined ? [] : [`sha1:${tree}`],
        requires: textsOfField(fields.get('deps')),
        line,
      }),
    ];
  });
  return { facts: [lockfileFact({ ecosystem: 'julia', manager: 'julia', version }), ...packages] };
}
