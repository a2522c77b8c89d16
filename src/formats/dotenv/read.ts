import type { Declaration, DeclarationRole, Fact, LoaderReading, Read } from '../../system/facts.ts';
import { digestOf, shapeOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { interpolate } from '../interpolation.ts';
import { conflictLine, Lines } from '../lines.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import type { Assignment } from './assignment.ts';
import { readEnvrc } from './envrc.ts';
import { isExampleName } from './example-name.ts';
import { readEnvText } from './loaders.ts';
import { readingsOf } from './readings.ts';

/**
 * Names of an env file, with what is kept of their values. Which loader will read the file
 * is not known here, so it is read as most of them do; `loaders.ts` has each one's own way.
 */
export function readEnvFile(file: SourceFile): Reading {
  const conflict = conflictLine(file.text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const name = nameOf(file.path);
  const role = isExampleName(name) ? 'documented' : 'supplied';
  if (name.startsWith('.envrc')) return { facts: readEnvrc(file.text, role) };
  const loader = name === '.flaskenv' ? 'python-dotenv' : 'dotenv';
  const { assignments } = readEnvText(file.text, loader);
  const lines = new Lines(file.text);
  const readings =
    role === 'supplied' ? readingsOf(file.text, assignments) : new Map<string, readonly LoaderReading[]>();
  const facts = assignments
    .flatMap((assignment) => factsOf(assignment, file.text, lines, role))
    .map((fact) => withReadings(fact, readings));
  const starts = assignments.flatMap((assignment) => composeStart(assignment, file, lines));
  const rest = readRest(file.text, lines, assignments, role);
  return { facts: [...facts, ...starts, ...rest.facts].toSorted((a, b) => a.line - b.line), gaps: rest.gaps };
}

function withReadings(fact: Fact, readings: ReadonlyMap<string, readonly LoaderReading[]>): Fact {
  const own = fact.kind === 'declaration' ? readings.get(fact.name) : undefined;
  return fact.kind === 'declaration' && own ? { ...fact, readings: own } : fact;
}

const variableName = /^[A-Za-z_][\w.-]*$/;

function factsOf(assignment: Assignment, text: string, lines: Lines, role: DeclarationRole): readonly Fact[] {
  const { name, value } = assignment;
  if (!variableName.test(name) || name.startsWith('sops_')) return [];
  const line = lines.at(assignment.start);
  const declaration = { kind: 'declaration', name, role, phase: 'run', line } as const;
  if (value === null) return [{ ...declaration, from: 'host' }];
  if (/^(?:encrypted:|ENC\[|op:\/\/)/.test(value)) return [{ ...declaration, from: 'secret' }];
  const written = text.slice(assignment.start, assignment.end);
  const literal = !value.includes('${') || /=\s*'/.test(written);
  if (literal) return [{ ...declaration, value: shapeOf(value), ...buildPath(name, value) }];
  const { text: filled, resolved, expansions } = interpolate(value, { escape: '\\$' });
  const braced = expansions.filter(({ offset }) => value.charAt(offset + 1) === '{');
  if (braced.length === 0) return [{ ...declaration, value: shapeOf(value) }];
  const shape = shapeOf(filled);
  const known = resolved || shape.host !== undefined ? { value: shape } : {};
  const reads = braced.map(({ name: read, operator, fallback }): Read => ({
    kind: 'read',
    name: read,
    strength: operator === 'default' ? 'defaulted' : operator === 'required' ? 'required' : 'guarded',
    phase: 'run',
    via: 'dotenv',
    ...(fallback === undefined ? {} : { fallback: digestOf(fallback) }),
    line,
  }));
  return [{ ...declaration, from: 'variable', ...known }, ...(role === 'supplied' ? reads : [])];
}

/** `COMPOSE_FILE=compose.yaml:compose.dev.yaml`: what is started when nobody names a file. */
function composeStart(
  { name, value, start }: Assignment,
  { path }: SourceFile,
  lines: Lines,
): readonly Fact[] {
  if (name !== 'COMPOSE_FILE' || value === null || !/^[\w@./:;-]{1,500}$/.test(value)) return [];
  const paths = value.split(/[:;]/).map((each) => joinPath(folderOf(path), each));
  if (paths.includes(null)) return [];
  const known = paths.flatMap((each) => each ?? []);
  return [{ kind: 'compose-start', line: lines.at(start), paths: known, unit: 'COMPOSE_FILE' }];
}

const namesBuild = /(?:^|_)(?:DOCKER_?FILE|(?:BUILD|DOCKER)_?(?:CONTEXT|TARGET|STAGE)|CONTEXT)(?:_PATH)?$/i;
const namesDockerfile = /(?:^|[./_-])Dockerfile(?:[._-][\w.-]+)?$/i;

/** What compose files build from is the one kind of value that is kept: a path of this repository, or a stage. */
function buildPath(name: string, value: string): Pick<Declaration, 'path'> {
  const isPath = /^[\w@./-]{1,200}$/.test(value) && !value.startsWith('/');
  return isPath && (namesBuild.test(name) || namesDockerfile.test(value)) ? { path: value } : {};
}

/** `# NAME=` in an example: may be set, need not be. */
const commented = /^[^\S\n]*#+[^\S\n]*(?:export[^\S\n]+)?([A-Z][A-Z0-9_]*)[^\S\n]*=/;

/** `NAME`, `export NAME`: Compose and Docker take it from the shell. */
const alone = /^(?:export\s+)?([A-Z_][A-Z0-9_]*)$/;

/** The lines that no assignment covers. */
function readRest(
  text: string,
  lines: Lines,
  assignments: readonly Assignment[],
  role: DeclarationRole,
): { readonly facts: readonly Declaration[]; readonly gaps: readonly PartialGap[] } {
  const covered = new Set<number>();
  const unclosed: number[] = [];
  for (const { start, end, value } of assignments) {
    const first = lines.at(start);
    for (let line = first; line <= lines.at(Math.max(start, end - 1)); line += 1) covered.add(line);
    if (/^(["'`])(?!.*\1)/.test(value ?? '')) unclosed.push(first);
  }
  const facts: Declaration[] = [];
  const strange: number[] = [];
  text.split('\n').forEach((row, index) => {
    const line = index + 1;
    if (covered.has(line)) return;
    const kept = row.trim();
    const option = role === 'documented' ? commented.exec(row)?.[1] : undefined;
    const host = alone.exec(kept)?.[1];
    const declaration = { kind: 'declaration', role, phase: 'run', line } as const;
    if (option !== undefined) facts.push({ ...declaration, name: option, required: false });
    else if (host !== undefined) facts.push({ ...declaration, name: host, from: 'host' });
    else if (kept !== '' && !kept.startsWith('#')) strange.push(line);
  });
  // Nobody loads an example, so nothing is lost by a line of prose in it.
  const lost = role === 'documented' ? [] : strange;
  const gaps = [gap(lost, 'is no assignment'), gap(unclosed, 'opens a quote that is never closed')];
  return { facts, gaps: gaps.flatMap((each) => each ?? []) };
}

function gap(found: readonly number[], what: string): PartialGap | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const rest = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
  return { reason: 'unparsable', detail: `Line ${first} ${what}${rest}` };
}
