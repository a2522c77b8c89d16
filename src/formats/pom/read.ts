import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Manifest, ManifestParent, Requirement, VersionProperty } from '../../system/facts.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { at, child, readXml, textIn } from '../xml.ts';
import type { Element } from '../xml.ts';

type Properties = ReadonlyMap<string, string>;

/** What a Maven project builds on: its parent, dependencies, managed versions, and plugins as tools. */
export function readPom({ text }: SourceFile): Reading {
  const root = readXml(withoutCredentials(text));
  if (root.name !== 'project') throw new Unreadable('unparsable', 'The root element is not project');
  const properties = propertiesOf(root);
  const holders = [root, ...at(root, 'profiles', 'profile')];
  const parent = child(root, 'parent');
  const requirements = [
    ...(parent ? requirementOf(parent, properties, 'prod') : []),
    ...holders.flatMap((holder) =>
      at(holder, 'dependencyManagement', 'dependencies', 'dependency').flatMap((each) =>
        dependencyOf(each, properties).map((fact): Requirement => ({
          ...fact,
          manages: textIn(each, 'scope') === 'import' ? 'import' : 'this',
        })),
      ),
    ),
    ...holders.flatMap((holder) =>
      [
        ...at(holder, 'build', 'plugins', 'plugin'),
        ...at(holder, 'build', 'pluginManagement', 'plugins', 'plugin'),
      ].flatMap((each) => [
        ...requirementOf(each, properties, 'dev'),
        ...at(each, 'dependencies', 'dependency').flatMap((tool) => requirementOf(tool, properties, 'dev')),
      ]),
    ),
  ];
  const dependencies = holders.flatMap((holder) => at(holder, 'dependencies', 'dependency'));
  const managed = new Map(
    requirements.flatMap((each) => (each.manages === 'this' ? [[each.name, each]] : [])),
  );
  const declared = dependencies.flatMap((each) =>
    dependencyOf(each, properties).map((fact) => {
      const said = fact.specifier === '' ? managed.get(fact.name) : undefined;
      const isTest = fact.group === 'prod' && textIn(each, 'scope') === undefined && said?.group === 'dev';
      const group: Requirement['group'] = isTest ? 'dev' : fact.group;
      return { ...fact, specifier: said?.specifier ?? fact.specifier, group, line: each.line };
    }),
  );
  return {
    facts: byLine([
      manifestOf(root),
      ...requirements,
      ...dependencies.flatMap((each) => dependencyOf(each, properties)),
      ...declaredPackages(declared),
      ...parentOf(parent, properties),
      ...versionsIn(root),
      ...javaOf(root, properties),
    ]),
  };
}

function dependencyOf(element: Element, properties: Properties): readonly Requirement[] {
  return requirementOf(element, properties, textIn(element, 'scope') === 'test' ? 'dev' : 'prod');
}

/** The file above unless it says otherwise; an empty path: not from the repository. */
function parentOf(parent: Element | undefined, properties: Properties): readonly ManifestParent[] {
  const [group, artifact] = [textIn(parent, 'groupId'), textIn(parent, 'artifactId')];
  const path = textIn(parent, 'relativePath') ?? (child(parent, 'relativePath') ? '' : '../pom.xml');
  if (!parent || group === undefined || artifact === undefined || path === '') return [];
  const version = resolve(textIn(parent, 'version') ?? '', properties);
  const { line } = parent;
  return [{ kind: 'manifest-parent', ecosystem: 'maven', name: `${group}:${artifact}`, version, path, line }];
}

/** Properties that may be versions: other poms take them over. */
function versionsIn(root: Element): readonly VersionProperty[] {
  return at(root, 'properties').flatMap(({ children }) =>
    children.flatMap(({ name, text, line }): readonly VersionProperty[] =>
      /^(?:v?\d[\w.+-]{0,60}|\$\{[\w.-]{1,60}\})$/.test(text)
        ? [{ kind: 'version-property', ecosystem: 'maven', name, version: text, line }]
        : [],
    ),
  );
}

function manifestOf(root: Element): Manifest {
  const group = textIn(root, 'groupId') ?? textIn(child(root, 'parent'), 'groupId');
  const artifact = textIn(root, 'artifactId');
  return {
    kind: 'manifest',
    ecosystem: 'maven',
    name: artifact === undefined ? null : `${group ?? ''}:${artifact}`,
    version: textIn(root, 'version') ?? null,
    workspaces: at(root, 'modules', 'module').map(({ text }) => text),
    line: root.line,
  };
}

/** Own properties and what Maven names by itself; what a parent elsewhere says is not known here. */
function propertiesOf(root: Element): Properties {
  const own = at(root, 'properties').flatMap(({ children }) =>
    children.map((each) => [each.name, each.text] as const),
  );
  const parent = child(root, 'parent');
  const named = [
    ['project.version', textIn(root, 'version') ?? textIn(parent, 'version')],
    ['project.groupId', textIn(root, 'groupId') ?? textIn(parent, 'groupId')],
    ['project.parent.version', textIn(parent, 'version')],
    ['project.parent.groupId', textIn(parent, 'groupId')],
  ].flatMap(([key = '', value]) => (value === undefined ? [] : [[key, value] as const]));
  return new Map([
    ...named,
    ...named.map(([key, value]) => [key.replace('project.', ''), value] as const),
    ...own,
  ]);
}

const mostSteps = 10;

/** A property may be made of others. */
function resolve(written: string, properties: Properties): string {
  let text = written;
  for (let step = 0; step < mostSteps && text.includes('${') && text.length < 500; step += 1)
    text = text.replace(/\$\{([^${}]+)\}/g, (whole, key: string) => properties.get(key.trim()) ?? whole);
  return text;
}

/** A plugin without a group is one of Maven's own. */
function requirementOf(
  element: Element,
  properties: Properties,
  group: Requirement['group'],
): readonly Requirement[] {
  const artifact = textIn(element, 'artifactId');
  if (artifact === undefined) return [];
  const owner = textIn(element, 'groupId') ?? 'org.apache.maven.plugins';
  return [
    requirementFact('maven', {
      name: resolve(`${owner}:${artifact}`, properties),
      specifier: resolve(textIn(element, 'version') ?? '', properties),
      group: textIn(element, 'optional') === 'true' && group === 'prod' ? 'optional' : group,
      line: child(element, 'version')?.line ?? element.line,
    }),
  ];
}

function javaOf(root: Element, properties: Properties): Reading['facts'] {
  const keys = ['maven.compiler.release', 'java.version', 'maven.compiler.target'];
  const found = keys.flatMap((key) => at(root, 'properties', key))[0];
  const version = found ? resolve(found.text, properties).replace(/^1\.(?=\d)/, '') : '';
  return found && /^\d+$/.test(version) ? [runtimeFact('java', `>=${version}`, found.line, 'manifest')] : [];
}
