import type { ImageTool } from '../../system/facts.ts';
import { readShell } from '../shell.ts';
import type { Instruction } from './instructions.ts';
import type { Stage } from './stage.ts';

/** Programs that health checks call, by the package that brings them. */
const programs: ReadonlyMap<string, readonly string[]> = new Map([
  ['curl', ['curl']],
  ['wget', ['wget']],
  ['bash', ['bash']],
  ['netcat', ['nc', 'netcat']],
  ['netcat-openbsd', ['nc', 'netcat']],
  ['netcat-traditional', ['nc', 'netcat']],
  ['nmap-ncat', ['nc', 'ncat']],
  ['busybox', ['wget', 'nc']],
  ['busybox-extras', ['nc']],
]);

const managers =
  /^(?:apt|apt-get|aptitude|apk|dnf|microdnf|yum|tdnf|zypper|pacman|install_packages|clean-install)$/;
/** They start what is in the words behind them. */
const wrappers = /^(?:sudo|env|exec|time|eatmydata|DEBIAN_FRONTEND=\w+|set|--\S+)$/;

/** What RUN installs, of the programs that health checks call. */
export function readTools(instruction: Instruction, stage: Stage): readonly ImageTool[] {
  const fact = (tool: string): ImageTool => ({
    kind: 'image-tool',
    unit: stage.name,
    tool,
    line: instruction.line,
  });
  const texts = instruction.json
    ? [instruction.json.join(' ')]
    : [instruction.text, ...instruction.heredocs.map(({ text }) => text)];
  const found = new Set<string>();
  for (const item of texts.flatMap((text) => readShell(text.replace(/\\\r?\n/g, ' ')))) {
    if (item.kind !== 'command') continue;
    const at = item.words.findIndex(({ text }) => !wrappers.test(text));
    const words = item.words.slice(Math.max(at, 0));
    const program = nameOf(words[0]?.text ?? '');
    if (managers.test(program)) {
      for (const { text, variable } of words.slice(1)) {
        if (variable) found.add('*');
        for (const tool of programs.get(text.replace(/[=~<>:@].*$/, '')) ?? []) found.add(tool);
      }
    } else if (
      isOpaque(
        program,
        words.map(({ text }) => text),
      )
    )
      found.add('*');
  }
  return [...found].map(fact);
}

/** It can install anything: a script, a binary that was fetched, a tool that brings system packages. */
function isOpaque(program: string, words: readonly string[]): boolean {
  const [first = ''] = words;
  if (/^(?:sh|bash|ash|dash|zsh|source|\.|eval|xargs|brew|nix|nix-env|dpkg|rpm)$/.test(program)) return true;
  if (first.endsWith('.sh') || /^(?:\.{0,2}\/(?!usr\/|bin\/|sbin\/))/.test(first)) return true;
  return /^(?:playwright|ansible-playbook|make|task|just)$/.test(program) || words.includes('--with-deps');
}

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
