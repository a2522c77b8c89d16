import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Requirement } from '../../system/facts.ts';
import { readJson } from '../json.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { nameOf } from '../paths.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { readYaml } from '../yaml.ts';

type Group = Requirement['group'];

/** What a distribution of CPAN is and asks for, by module. */
export function readPerlManifest(file: SourceFile): Reading {
  const text = lockText(file);
  const name = nameOf(file.path);
  if (name === 'cpanfile') return { facts: cpanfile(text) };
  const root = name.endsWith('.json') ? readJson(text) : readYaml(text)[0];
  return { facts: root ? byLine([...manifestOf(root), ...meta(root)]) : [] };
}

function manifestOf(root: Node): readonly Fact[] {
  const name = get(root, 'name');
  const version = textOf(get(root, 'version')) ?? null;
  const title = textOf(name);
  return name && title !== undefined
    ? [{ kind: 'manifest', ecosystem: 'cpan', name: title, version, workspaces: [], line: name.line }]
    : [];
}

/** Version 2 of the specification has a phase and a kind for each, version 1 a list for each. */
function meta(root: Node): readonly Fact[] {
  const phases = [...entries(get(root, 'prereqs'))].flatMap(({ key, node }) =>
    [...entries(node)].flatMap(({ key: kind, node: list }) => listed(list, groupOf(key, kind))),
  );
  return [
    ...phases,
    ...listed(get(root, 'requires'), 'prod'),
    ...listed(get(root, 'recommends'), 'optional'),
    ...['build_requires', 'configure_requires', 'test_requires'].flatMap((key) =>
      listed(get(root, key), 'dev'),
    ),
  ];
}

function groupOf(phase: string, kind: string): Group | null {
  if (kind === 'conflicts') return null;
  if (phase !== 'runtime') return 'dev';
  return kind === 'requires' ? 'prod' : 'optional';
}

function listed(list: Node | undefined, group: Group | null): readonly Fact[] {
  if (group === null) return [];
  return [...entries(list)].flatMap(({ key, line, node }) => asked(key, textOf(node) ?? '', group, line));
}

/** The language itself is asked for like a module. Version 0 is any. */
function asked(name: string, written: string, group: Group, line: number): readonly Fact[] {
  const specifier = /^0+(?:\.0+)?$/.test(written) ? '' : written;
  if (name === 'perl')
    return specifier === '' ? [] : [runtimeFact('perl', perlRange(specifier), line, 'manifest')];
  return /^[\w:]+$/.test(name) ? [requirementFact('cpan', { name, specifier, group, line })] : [];
}

/** `5.010001` and `v5.10.1` are one version, and the lowest that will do. */
function perlRange(written: string): string {
  const [, major, minor = '', patch = ''] = /^v?(\d+)\.(\d{3})(\d{3})?$/.exec(written) ?? [];
  if (major !== undefined) return `>=${major}.${Number(minor)}.${Number(patch)}`;
  return /^v?\d/.test(written) ? `>=${written.replace(/^v/, '')}` : written;
}

const ask =
  /^(\w+_)?(requires|recommends|suggests)\s*\(?\s*["']([\w:]+)["']\s*(?:(?:,|=>)\s*["']?([^"';)]*)["']?)?/;
const phase = /^on\s*\(?\s*["']?(\w+)["']?\s*(?:,|=>)\s*sub\b/;

/** A program in Perl, of which what stands there in words is read: a requirement a line, phases around them. */
function cpanfile(text: string): readonly Fact[] {
  let around: string | null = null;
  return text.split('\n').flatMap((whole, index): readonly Fact[] => {
    const line = whole.length > 500 ? '' : whole.trim();
    const opened = phase.exec(line)?.[1];
    if (opened !== undefined) around = opened;
    if (line.startsWith('}')) around = null;
    const inside = opened === undefined ? line : line.replace(/^.*?\{\s*/, '');
    const [, prefix, kind = '', name = '', version = ''] = ask.exec(inside) ?? [];
    if (opened !== undefined && line.endsWith('};')) around = null;
    if (name === '') return [];
    const group = groupOf(prefix?.slice(0, -1) ?? opened ?? around ?? 'runtime', kind);
    return group === null ? [] : asked(name, version.trim(), group, index + 1);
  });
}
