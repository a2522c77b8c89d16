import type { Reading, SourceFile } from '../format.ts';
import type { Requirement, VersionProperty } from '../../system/facts.ts';
import { nameOf } from '../paths.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';

const coordinates =
  /^([A-Za-z]\w*)\b[\s(]*(?:(?:platform|enforcedPlatform|kotlin\.platform)\s*\(\s*)?(["'])([\w.-]+:[\w.-]+)(?::([^"':@\s]+))?(?:[:@][^"']*)?\2/;
const named =
  /^([A-Za-z]\w*)\b[\s(]*group\s*[:=]\s*["']([\w.-]+)["'],\s*name\s*[:=]\s*["']([\w.-]+)["'](?:,\s*version\s*[:=]\s*["']([^"']+)["'])?/;
const plugin = /^id\b[\s(]*(["'])([\w.-]+)\1\)?\s*version\s*\(?\s*(["'])([^"']+)\3/;
const assignment =
  /^(?:(?:const\s+)?val|def|String|ext\.|set\()?\s*["']?(?:ext\.)?([A-Za-z_]\w*)["']?\s*(?:by\s+extra\s*\(|=|,)\s*(["'])(\d[\w.+-]*)\2/;

/** Configurations whose entries are no part of what is shipped. */
const forDevelopment =
  /^(?:test|androidTest|debug|annotationProcessor|kapt|ksp|integrationTest|functionalTest|jmh|developmentOnly|checkstyle|detekt)/;

/** A build script is a program: what it names in plain words is read, versions from plain assignments of the same file. */
export function readGradleBuild(file: SourceFile): Reading {
  if (nameOf(file.path) === 'gradle.properties') return { facts: versionsIn(lockText(file)) };
  const lines = lockText(file).split('\n');
  const versions = new Map<string, string>();
  const properties: VersionProperty[] = [];
  lines.forEach((whole, index) => {
    const found = whole.length > 500 ? null : assignment.exec(whole.trim());
    const [, name = '', , version = ''] = found ?? [];
    if (!found) return;
    versions.set(name, version);
    properties.push({ kind: 'version-property', ecosystem: 'maven', name, version, line: index + 1 });
  });
  const resolve = (written: string): string =>
    written.replace(
      /\$\{?(?:rootProject\.|project\.)?(?:ext\.)?(\w+)\}?/g,
      (whole, name: string) => versions.get(name) ?? whole,
    );
  const facts = lines.flatMap((whole, index): Requirement[] => {
    const text = whole.trim();
    if (text.length > 500 || text.startsWith('//') || text.startsWith('*')) return [];
    const line = index + 1;
    const id = plugin.exec(text);
    if (id) {
      const name = `${id[2] ?? ''}:${id[2] ?? ''}.gradle.plugin`;
      return [requirementFact('maven', { name, specifier: resolve(id[4] ?? ''), group: 'dev', line })];
    }
    const [short, long] = [coordinates.exec(text), named.exec(text)];
    const configuration = short?.[1] ?? long?.[1] ?? '';
    const name = short?.[3] ?? (long ? `${long[2] ?? ''}:${long[3] ?? ''}` : '');
    if (name === '') return [];
    return [
      requirementFact('maven', {
        name,
        specifier: resolve(short?.[4] ?? long?.[4] ?? ''),
        group: forDevelopment.test(configuration) ? 'dev' : 'prod',
        line,
      }),
    ];
  });
  return { facts: byLine([...facts, ...declaredPackages(facts), ...properties]) };
}

/** `gradle.properties`: of what stands there only versions, which build scripts take over by name. */
function versionsIn(text: string): readonly VersionProperty[] {
  return text.split('\n').flatMap((whole, index): readonly VersionProperty[] => {
    const [, name = '', version = ''] =
      /^([A-Za-z_][\w.]{0,100})\s*[=:]\s*(\d[\w.+-]{0,60})\s*$/.exec(whole) ?? [];
    if (name === '') return [];
    return [{ kind: 'version-property', ecosystem: 'maven', name, version, line: index + 1 }];
  });
}
