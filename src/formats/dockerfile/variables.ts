import type { Read, ReadStrength } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { Expansion } from '../interpolation.ts';
import { Lines } from '../lines.ts';
import type { Heredoc, Instruction } from './instructions.ts';
import type { Scope } from './scope.ts';

/** Instructions in which Docker itself fills in variables. */
const substituted = new Set([
  'ADD',
  'ARG',
  'COPY',
  'ENV',
  'EXPOSE',
  'FROM',
  'LABEL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

const strengths: Readonly<Record<Expansion['operator'], ReadStrength>> = {
  plain: 'guarded',
  default: 'defaulted',
  required: 'required',
  alternative: 'guarded',
};

/** https://docs.docker.com/reference/dockerfile/#predefined-args and what BuildKit sets */
const predefined = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|^(?:HTTPS?|FTP|NO|ALL)_PROXY$/i;

/** A text of an instruction and the line of an offset into it. */
interface Passage {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
}

/** Variables that Docker fills in while it builds, and those that a shell reads in RUN, CMD, ENTRYPOINT, HEALTHCHECK. */
export function readVariables(
  instruction: Instruction,
  scope: Scope,
  unit: string | undefined,
): readonly Read[] {
  const place = unit === undefined ? {} : { unit };
  const heredocs = instruction.heredocs.filter(({ literal }) => !literal).map(passage);
  const body: Passage = { text: instruction.text, lineAt: instruction.lineAt };
  if (substituted.has(instruction.keyword)) {
    const flags = instruction.flags.map(({ value, line }): Passage => ({ text: value, lineAt: () => line }));
    const passages = [{ ...body, text: quoteless(body.text) }, ...heredocs];
    return [
      ...flags.flatMap((each) => substitutions(each, false, scope, place)),
      ...passages.flatMap((each) => substitutions(each, instruction.keyword === 'FROM', scope, place)),
    ];
  }
  if (!/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.keyword)) return [];
  const phase = instruction.keyword === 'RUN' ? 'build' : 'run';
  const given = secretVariables(instruction);
  const scripts = instruction.json ? shellScript(instruction.json, instruction.line) : [body, ...heredocs];
  return scripts.flatMap((script) => shellReads(script, given, scope, { phase, ...place }));
}

function passage({ text, line }: Heredoc): Passage {
  const lines = new Lines(text);
  return { text, lineAt: (offset) => line + lines.at(offset) - 1 };
}

/** Exec form fills in nothing, but it may start a shell: `["sh", "-c", "…"]`. */
function shellScript(words: readonly string[], line: number): readonly Passage[] {
  if (!/^(?:\S*\/)?(?:ba|da|z|a)?sh$/.test(words[0] ?? '')) return [];
  return [{ text: words.slice(1).join('\n'), lineAt: () => line }];
}

function substitutions(
  { text, lineAt }: Passage,
  isFrom: boolean,
  scope: Scope,
  place: Pick<Read, 'unit'>,
): readonly Read[] {
  const found = scope.fillIn(text).expansions.filter(({ name }) => !predefined.test(name));
  return found.map(({ name, operator, fallback, offset }): Read => ({
    kind: 'read',
    name,
    // An image of no name ends the build.
    strength: isFrom && operator === 'plain' && !scope.valueOf(name) ? 'required' : strengths[operator],
    phase: 'build',
    via: 'dockerfile',
    ...place,
    ...(fallback === undefined ? {} : { fallback: digestOf(fallback) }),
    line: lineAt(offset),
  }));
}

/** `RUN --mount=type=secret,id=x,env=TOKEN` */
function secretVariables(instruction: Instruction): readonly string[] {
  return instruction.flags.flatMap(({ name, value }) =>
    name === 'mount' ? (/(?:^|,)env=(\w+)/.exec(value)?.slice(1) ?? []) : [],
  );
}

/** What shells and the usual base images set: reading it says nothing about this system. */
const usual =
  /^(?:PATH|HOME|PWD|OLDPWD|USER|UID|GID|EUID|HOSTNAME|SHELL|TERM|LANG|LC_\w+|TZ|IFS|RANDOM|SECONDS|PPID|OPTARG|OPTIND|REPLY|BASH\w*|TMPDIR|DEBIAN_FRONTEND|PREFIX|ID|PGDATA|GOPATH|GOROOT|GOBIN|VIRTUAL_ENV|\w*_VERSION|VERSION_(?:ID|CODENAME)|\w*_SHA\d*|\w*ARCH|\w*PLATFORM|\w*VARIANT|(?:TARGET|BUILD)OS|(?:NODE|YARN|NPM|PYTHON|PIP|RUBY|PHP|GO|GOLANG|JAVA|MAVEN|GRADLE|RUST|RUSTUP|CARGO|DOTNET|ASPNET|BUN|DENO|COMPOSER|GEM|BUNDLE|NGINX|PG|JRE|JDK|CATALINA|TOMCAT|SPARK|HADOOP|ANDROID|CONDA|POETRY|UV|PNPM|NVM|PYENV|CUDA|NVIDIA|LAMBDA)_\w+)$/;

const assignments =
  /(?:^|[\s;&|({`"])([A-Za-z_]\w*)\+?=|\bfor\s+([A-Za-z_]\w*)\b|\b(?:read|export|local|declare|typeset|readonly|unset|getopts)\s+(?:-\w+\s+)*([A-Za-z_][\w \t]*)/g;

const uses = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-=?+])?)/g;

const shellStrengths: Readonly<Record<string, ReadStrength>> = {
  '-': 'defaulted',
  '=': 'defaulted',
  '?': 'required',
  '+': 'guarded',
};

/** Names in capitals that the script does not set itself. A name that ARG or ENV gives is always kept. */
function shellReads(
  { text: script, lineAt }: Passage,
  given: readonly string[],
  scope: Scope,
  place: Pick<Read, 'phase' | 'unit'>,
): readonly Read[] {
  if (!script.includes('$')) return [];
  const text = quoteless(script.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length)));
  const own = new Set(given);
  for (const [, ...names] of text.matchAll(assignments)) {
    for (const name of names.flatMap((found) => found?.trim().split(/\s+/) ?? [])) own.add(name);
  }
  const reads = new Map<string, Read>();
  for (const found of text.matchAll(uses)) {
    const name = found[1] ?? found[2] ?? '';
    const outside = /^[A-Z][A-Z0-9_]*$/.test(name) && !usual.test(name) && !own.has(name);
    if (reads.has(name) || !(scope.has(name) || outside)) continue;
    const strength = shellStrengths[found[3]?.at(-1) ?? ''] ?? 'guarded';
    reads.set(name, { kind: 'read', name, strength, ...place, via: 'shell', line: lineAt(found.index) });
  }
  return [...reads.values()];
}

/** Blanks what stands in single quotes and what a backslash escapes, so that no variable is found there. */
function quoteless(text: string): string {
  if (!text.includes("'") && !text.includes('\\')) return text;
  const parts: string[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && quote !== "'") {
      const next = text.charAt(at + 1);
      parts.push(next === '\n' || next === '\r' ? char + next : '  ');
      at += 1;
    } else {
      if (char === quote) quote = '';
      else if (quote === '' && (char === "'" || char === '"')) quote = char;
      parts.push(quote === "'" && char === '$' ? ' ' : char);
    }
  }
  return parts.join('');
}
