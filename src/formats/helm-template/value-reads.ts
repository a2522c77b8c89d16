import type { ChartValueRead } from '../../system/facts.ts';
import type { Action } from './actions.ts';

interface Block {
  readonly keyword: string;
  /** paths that are tested for the block to run */
  readonly tests: readonly string[];
  /** of `define`: the name */
  readonly name?: string;
}

const path = /(\$)?\.Values((?:\.[A-Za-z_]\w*)*)/g;
const indexed = /\bindex\s+\$?\.Values((?:\.[A-Za-z_]\w*)*)((?:\s+"[\w./-]+")+)/g;
/** Functions that ask whether something is there, or put something in its place. */
const asking =
  /\b(?:default|coalesce|ternary|hasKey|get|dig|empty|kindIs|typeIs|kindOf|typeOf|or|and|not|eq|ne|merge|mergeOverwrite|mustMerge|mustMergeOverwrite|set|pluck|has|omit|pick|toYaml|toJson|tpl|include|with|if)\b/;
const most = 20_000;

/** Where a template reads values, and whether something there answers for those that are missing. */
export function valueReads(actions: readonly Action[]): readonly ChartValueRead[] {
  const found: ChartValueRead[] = [];
  const blocks: Block[] = [];
  for (const action of actions) {
    if (found.length > most) break;
    const { keyword, text, line } = action;
    if (keyword === 'comment') continue;
    if (keyword === 'end') {
      blocks.pop();
      continue;
    }
    const read = pathsIn(text);
    const isTest = /^(?:else\s+)?(?:if|with|range)\b/.test(text);
    const name = /^define\s+"([^"]+)"/.exec(text)?.[1];
    const within = blocks.find((block) => block.name !== undefined)?.name;
    const around = blocks.flatMap(({ tests }) => tests);
    for (const each of read) {
      const strength = isTest ? 'guarded' : strengthOf(text, each, around);
      found.push({
        kind: 'chart-value-read',
        line,
        path: each,
        strength,
        ...(within === undefined ? {} : { within }),
      });
    }
    if (/^(?:if|with|range|define|block)$/.test(keyword)) {
      blocks.push({ keyword, tests: isTest ? read : [], ...(name === undefined ? {} : { name }) });
    } else if (keyword === 'else' && isTest) {
      const last = blocks.pop();
      blocks.push({ keyword: 'if', tests: [...(last?.tests ?? []), ...read] });
    }
  }
  return found;
}

/** `.Values.a.b`, `$.Values.a`, `index .Values "a" "b"`. */
function pathsIn(text: string): readonly string[] {
  const code = text.replace(/`[^`]*`/g, '``');
  const byIndex = [...code.matchAll(indexed)].map(([, before = '', keys = '']) =>
    [
      ...before.split('.').filter(Boolean),
      ...[...keys.matchAll(/"([^"]*)"/g)].map(([, key = '']) => key),
    ].join('.'),
  );
  const rest = code.replace(indexed, ' ').replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const direct = [...rest.matchAll(path)].map(([, , keys = '']) => keys.slice(1));
  return [...new Set([...byIndex, ...direct])].filter((each) => each !== '');
}

function strengthOf(text: string, path: string, around: readonly string[]): ChartValueRead['strength'] {
  // A test of `a.enabled` answers for all of `a`; one of another value says nothing about this one.
  if (around.some((test) => rootOf(test) === rootOf(path))) return 'guarded';
  const code = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if (/\brequired\b/.test(code)) return 'required';
  if (asking.test(code)) return 'guarded';
  return 'plain';
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? '';
}
