import type { Command, Edge, EnvFile, Fact } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readIni } from '../ini.ts';
import type { Setting } from '../ini.ts';
import { nameOf } from '../paths.ts';
import { givenFrom, inOrder, variableName } from '../platform-facts.ts';
import { splitWords } from '../split-words.ts';

/**
 * The unit, or what a drop-in adds to it: its environment, what it starts, what it comes after. Whoever
 * runs the host can add drop-ins of his own, so the environment is open.
 */
export function readSystemd({ path, text }: SourceFile): Reading {
  const { settings, sections, gaps } = readIni(text, 'backslash');
  const dropIn = /([^/]+)\.service\.d\/[^/]+$/.exec(path);
  const unit = dropIn?.[1] ?? nameOf(path).replace(/\.service$/, '');
  const line = sections.find(({ name }) => name === 'Service')?.line ?? sections[0]?.line ?? 1;
  const facts: Fact[] = [{ kind: 'unit', name: unit, type: 'process', open: ['drop-ins of the host'], line }];
  const directory = settings.findLast(({ key }) => key === 'WorkingDirectory')?.value;
  for (const setting of settings) {
    if (setting.section === 'Unit') facts.push(...edges(setting, unit));
    if (setting.section === 'Service') facts.push(...ofService(setting, unit, directory));
  }
  return { facts: inOrder(facts), ...(gaps.length > 0 ? { gaps } : {}) };
}

function ofService(setting: Setting, unit: string, directory: string | undefined): readonly Fact[] {
  const { key, value, line } = setting;
  if (key === 'Environment')
    return splitWords(value).flatMap((word): readonly Fact[] => {
      const [name = '', ...rest] = word.split('=');
      if (!variableName.test(name) || rest.length === 0) return [];
      const shape = { value: shapeOf(rest.join('=')) };
      return [{ kind: 'declaration', name, role: 'supplied', phase: 'run', unit, ...shape, line }];
    });
  if (key === 'PassEnvironment')
    return splitWords(value).flatMap((name) =>
      variableName.test(name) ? [givenFrom(name, line, 'host', { unit })] : [],
    );
  if (key === 'EnvironmentFile') return envFile(value, unit, line);
  return key.startsWith('Exec') ? commands(setting, unit, directory) : [];
}

/** `-` in front: the file may be missing. `%` stands for what only the host knows. */
function envFile(value: string, unit: string, line: number): readonly EnvFile[] {
  const path = value.replace(/^-/, '');
  if (path === '' || path.includes('%')) return [];
  return [{ kind: 'env-file', unit, path, required: !value.startsWith('-'), line }];
}

function commands(
  { key, value, line }: Setting,
  unit: string,
  directory: string | undefined,
): readonly Command[] {
  const argv = splitWords(value.replace(/^[-@:+!|]+/, ''));
  if (!/^Exec(?:Start|StartPre|StartPost|Reload|Stop)$/.test(key) || argv.length === 0) return [];
  const place = directory?.startsWith('/') ? { directory } : {};
  const role = key === 'ExecStart' ? 'entrypoint' : key === 'ExecStartPre' ? 'init' : 'run';
  return [{ kind: 'command', unit, role, argv, shell: false, text: value, ...place, line }];
}

const orders: Readonly<Record<string, Pick<Edge, 'condition' | 'required'>>> = {
  After: { condition: 'after', required: false },
  Wants: { condition: 'started', required: false },
  Requires: { condition: 'started', required: true },
  BindsTo: { condition: 'started', required: true },
  Requisite: { condition: 'started', required: true },
};

/** Targets (`network.target`) are milestones of the boot, not things that run. */
function edges({ key, value, line }: Setting, from: string): readonly Edge[] {
  const order = Object.hasOwn(orders, key) ? orders[key] : undefined;
  if (!order) return [];
  return splitWords(value).flatMap((word): Edge[] =>
    word.endsWith('.service')
      ? [{ kind: 'edge', from, to: word.slice(0, -'.service'.length), ...order, line }]
      : [],
  );
}
