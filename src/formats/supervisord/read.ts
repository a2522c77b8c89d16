import type { Command, Declaration, Fact, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readIni } from '../ini.ts';
import type { Setting } from '../ini.ts';
import { inOrder } from '../platform-facts.ts';
import { splitWords } from '../split-words.ts';

/** Programs with their commands and variables. Each of them also gets the whole environment of supervisord. */
export function readSupervisord({ text }: SourceFile): Reading {
  const { sections, settings, gaps } = readIni(text, 'indent');
  const facts: Fact[] = sections.flatMap(({ name, line }) => {
    const unit = programOf(name);
    return unit === undefined
      ? []
      : [{ kind: 'unit', name: unit, type: 'process', open: ['environment of supervisord'], line } as const];
  });
  const directories = new Map(
    settings.flatMap(({ section, key, value }) => (key === 'directory' ? [[section, value]] : [])),
  );
  for (const setting of settings) {
    const unit = programOf(setting.section);
    facts.push(...reads(setting, unit));
    if (setting.key === 'environment') facts.push(...declarations(setting, unit));
    if (setting.key === 'command' && unit !== undefined)
      facts.push(...command(setting, unit, directories.get(setting.section)));
  }
  return { facts: inOrder(facts), ...(gaps.length > 0 ? { gaps } : {}) };
}

function programOf(section: string): string | undefined {
  return /^(?:program|fcgi-program|eventlistener):(.+)$/.exec(section)?.[1]?.trim();
}

/** `A="x",B=y`. */
function declarations({ value, line }: Setting, unit: string | undefined): readonly Declaration[] {
  const pairs = value.matchAll(/(?<!\w)([A-Za-z_]\w*)\s*=\s*("[^"]*"|'[^']*'|[^,\s"']*)/g);
  return [...pairs].map(([, name = '', written = '']): Declaration => {
    const plain = written.replace(/^(["'])(.*)\1$/, '$2');
    const place = { phase: 'run', line, ...(unit === undefined ? {} : { unit }) } as const;
    const shape = plain.includes('%(') ? { from: 'variable' as const } : { value: shapeOf(plain) };
    return { kind: 'declaration', name, role: 'supplied', ...place, ...shape };
  });
}

/** `%(ENV_X)s`: supervisord does not start when X is not set. */
function reads({ value, line }: Setting, unit: string | undefined): readonly Read[] {
  return [...value.matchAll(/%\(ENV_([A-Za-z_]\w*)\)[sd]/g)].map(([, name = '']): Read => ({
    kind: 'read',
    name,
    strength: 'required',
    phase: 'run',
    via: 'supervisord',
    ...(unit === undefined ? {} : { unit }),
    line,
  }));
}

function command({ value, line }: Setting, unit: string, directory: string | undefined): readonly Command[] {
  const argv = splitWords(value);
  const place = directory?.startsWith('/') ? { directory } : {};
  return [{ kind: 'command', unit, role: 'command', argv, shell: false, text: value, ...place, line }];
}
