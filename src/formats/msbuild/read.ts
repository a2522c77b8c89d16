import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Requirement, VersionProperty } from '../../system/facts.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, Keys, lockedPackage, lockfileFact, requirementFact } from '../locked-package.ts';
import { nameOf } from '../paths.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { at, readXml, textIn } from '../xml.ts';
import type { Element } from '../xml.ts';

/** With central management the versions stand in `Directory.Packages.props`, and projects name packages only. */
export function readMsbuild({ path, text }: SourceFile): Reading {
  const root = readXml(withoutCredentials(text));
  if (nameOf(path) === 'packages.config') return readPackagesConfig(root);
  const properties = new Map(
    at(root, 'PropertyGroup').flatMap(({ children }) => children.map((each) => [each.name, each.text])),
  );
  const groups = [root, ...at(root, 'Choose', 'When')].flatMap((holder) => at(holder, 'ItemGroup'));
  const requirements = groups.flatMap(({ children }) =>
    children.flatMap((item) => requirementOf(item, properties)),
  );
  const versions = at(root, 'PropertyGroup').flatMap(({ children }) =>
    children.flatMap(({ name, text, line }): readonly VersionProperty[] =>
      /^\d[\w.+-]{0,60}$/.test(text)
        ? [{ kind: 'version-property', ecosystem: 'nuget', name, version: text, line }]
        : [],
    ),
  );
  return { facts: byLine([...requirements, ...declaredPackages(requirements), ...versions]) };
}

const items: ReadonlySet<string> = new Set([
  'PackageReference',
  'PackageVersion',
  'GlobalPackageReference',
  'PackageDownload',
]);

function requirementOf(item: Element, properties: ReadonlyMap<string, string>): readonly Requirement[] {
  const name = item.attributes.get('Include') ?? item.attributes.get('Update') ?? '';
  if (!items.has(item.name)) return [];
  const written =
    item.attributes.get('VersionOverride') ?? item.attributes.get('Version') ?? textIn(item, 'Version') ?? '';
  const assets = item.attributes.get('PrivateAssets') ?? textIn(item, 'PrivateAssets');
  // What is added to every project is a tool of the build, unless it says otherwise.
  const isTool = (assets ?? (item.name === 'GlobalPackageReference' ? 'all' : '')).toLowerCase() === 'all';
  const names = name.split(';').map((each) => each.trim());
  return names
    .filter((each) => /^[\w.-]+$/.test(each))
    .map((each) =>
      requirementFact('nuget', {
        name: each,
        // A property may come from another file; then nobody knows.
        specifier: written
          .replace(/\$\((\w+)\)/g, (whole, key: string) => properties.get(key) ?? whole)
          .trim(),
        group: isTool ? 'dev' : 'prod',
        line: item.line,
      }),
    );
}

/** The older way: every package with its exact version. */
function readPackagesConfig(root: Element): Reading {
  const keys = new Keys();
  const facts = at(root, 'package').flatMap((each): Fact[] => {
    const name = each.attributes.get('id') ?? '';
    const version = each.attributes.get('version') ?? '';
    if (name === '' || version === '') return [];
    const dev = each.attributes.get('developmentDependency') === 'true';
    const key = keys.of(`${name}@${version}`);
    const { line } = each;
    return [
      requirementFact('nuget', {
        name,
        specifier: version,
        group: dev ? 'dev' : 'prod',
        importer: '',
        resolved: key,
        line,
      }),
      lockedPackage('nuget', { name, version, key, direct: true, dev, line }),
    ];
  });
  const lockfile = lockfileFact({
    ecosystem: 'nuget',
    manager: 'packages-config',
    version: '',
    importers: [''],
  });
  return { facts: [lockfile, ...facts] };
}
