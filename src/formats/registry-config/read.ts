import type { Reading, SourceFile } from '../format.ts';
import type { InstallPrevention, PackageRegistry } from '../../system/facts.ts';
import { readIni } from '../ini.ts';
import { byLine, lockText } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { registryFact } from '../package-registry.ts';
import { nameOf } from '../paths.ts';
import { readToml } from '../toml.ts';
import { at, readXml } from '../xml.ts';
import { readYaml } from '../yaml.ts';

/** Hosts alone: what such a file holds of tokens is none of anybody's business. */
export function readRegistryConfig(file: SourceFile): Reading {
  const text = lockText(file);
  const name = nameOf(file.path).toLowerCase();
  if (name === '.npmrc')
    return { facts: byLine<PackageRegistry | InstallPrevention>([...npm(text), ...prevented(text)]) };
  if (name === '.yarnrc.yml') return { facts: yarnFacts(readYaml(text)[0]) };
  if (name === 'bunfig.toml') return { facts: byLine(bun(readToml(text))) };
  return { facts: name === 'nuget.config' ? nuget(text) : pip(text) };
}

/** `registry=…` and `@acme:registry=…` */
function npm(text: string): readonly PackageRegistry[] {
  return text.split('\n').flatMap((whole, index) => {
    const [, scope, address = ''] =
      /^\s*(?:(@[\w.-]{1,100}):)?registry\s*=\s*["']?([^\s"']{1,500})["']?\s*$/.exec(whole) ?? [];
    return registryFact('npm', { address, scope: scope ?? null, line: index + 1 });
  });
}

/** `ignore-scripts=true` */
function prevented(text: string): readonly InstallPrevention[] {
  return text.split('\n').flatMap((whole, index) =>
    /^\s*ignore-scripts\s*=\s*["']?true["']?\s*$/.test(whole)
      ? [
          {
            kind: 'install-prevention' as const,
            ecosystem: 'npm',
            setting: 'ignore-scripts',
            line: index + 1,
          },
        ]
      : [],
  );
}

function yarnFacts(root: Node | undefined): Reading['facts'] {
  const scripts = get(root, 'enableScripts');
  const prevention: readonly InstallPrevention[] =
    scripts && textOf(scripts) === 'false'
      ? [{ kind: 'install-prevention', ecosystem: 'npm', setting: 'enableScripts', line: scripts.line }]
      : [];
  return byLine<PackageRegistry | InstallPrevention>([...yarn(root), ...prevention]);
}

function yarn(root: Node | undefined): readonly PackageRegistry[] {
  const own = get(root, 'npmRegistryServer');
  const scopes = [...entries(get(root, 'npmScopes'))].flatMap(({ key, node }) => {
    const server = get(node, 'npmRegistryServer');
    return server
      ? registryFact('npm', { address: textOf(server) ?? '', scope: `@${key}`, line: server.line })
      : [];
  });
  return [...(own ? registryFact('npm', { address: textOf(own) ?? '', line: own.line }) : []), ...scopes];
}

/** `[install] registry` and `[install.scopes]`, each an address or a table with one. */
function bun(root: Node): readonly PackageRegistry[] {
  const install = get(root, 'install');
  const address = (node: Node | undefined): string => textOf(node) ?? textOf(get(node, 'url')) ?? '';
  const own = get(install, 'registry');
  const scopes = [...entries(get(install, 'scopes'))].flatMap(({ key, line, node }) =>
    registryFact('npm', { address: address(node), scope: `@${key.replace(/^@/, '')}`, line }),
  );
  return [...(own ? registryFact('npm', { address: address(own), line: own.line }) : []), ...scopes];
}

function pip(text: string): readonly PackageRegistry[] {
  return readIni(text, 'indent').settings.flatMap(({ key, value, line }) => {
    if (!/^(?:extra-)?index-url$/.test(key)) return [];
    const beside = key.startsWith('extra');
    return value.split(/\s+/).flatMap((address) => registryFact('pypi', { address, beside, line }));
  });
}

/** With a mapping of packages to sources each package has one place to come from. */
function nuget(text: string): readonly PackageRegistry[] {
  const root = readXml(text);
  const isMapped = at(root, 'packageSourceMapping', 'packageSource').length > 0;
  return at(root, 'packageSources', 'add').flatMap(({ attributes, line }) =>
    registryFact('nuget', { address: attributes.get('value') ?? '', beside: !isMapped, line }),
  );
}
