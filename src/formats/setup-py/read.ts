import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { readPython } from '../python/read.ts';
import { pythonRequirement } from '../python-names.ts';

/** What `setup.py` and `setup.cfg` ask for, as far as it stands there in words; and what such code reads of the environment. */
export async function readSetup(file: SourceFile): Promise<Reading> {
  const text = lockText(file);
  if (file.path.endsWith('.cfg')) return { facts: byLine(withPins(listed(text))) };
  const { facts, gaps } = await readPython({ path: file.path, text });
  return { facts: byLine([...facts, ...withPins(literal(text))]), ...(gaps ? { gaps } : {}) };
}

function withPins(requirements: readonly Requirement[]): readonly (Requirement | Package)[] {
  return [...requirements, ...declaredPackages(requirements)];
}

/** `install_requires=['left>=1.3', "right"]`: a list of strings; what is put together otherwise is not read. */
function literal(text: string): readonly Requirement[] {
  const [whole = '', list = ''] = /\binstall_requires\s*=\s*\[([^\][]{0,20000})\]/.exec(text) ?? [];
  if (whole === '') return [];
  const start = text.indexOf(whole) + whole.lastIndexOf(list);
  return [...list.matchAll(/(^|\n)[ \t]*#[^\n]*|'([^'\\\n]*)'|"([^"\\\n]*)"/g)].flatMap((match) => {
    const written = match[2] ?? match[3];
    return written === undefined ? [] : requirementOf(written, lineAt(text, start + match.index));
  });
}

/** `install_requires =`, and a requirement a line below, further in. */
function listed(text: string): readonly Requirement[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^install_requires\s*[=:]/.test(line));
  if (at === -1) return [];
  const found = [...requirementOf((lines[at] ?? '').replace(/^[^=:]*[=:]/, ''), at + 1)];
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\S/.test(line) && !line.startsWith('#')) break;
    found.push(...requirementOf(line.replace(/(?:^|\s)#.*$/, ''), index + 1));
  }
  return found;
}

function requirementOf(written: string, line: number): readonly Requirement[] {
  const found = pythonRequirement(written);
  return found
    ? [requirementFact('pypi', { name: found.name, specifier: found.url ?? found.specifier, line })]
    : [];
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
