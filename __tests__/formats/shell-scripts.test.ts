import { shell, shellByFirstLine } from '../../src/formats/shell/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

const read = (text: string) => factsOf(shell, 'docker/entrypoint.sh', text);

describe('shell: which files', () => {
  test.each([
    ['deploy.sh', true],
    ['a/b.bash', true],
    ['entrypoint', false],
    ['a.zsh', true],
    ['shell', false],
    ['a.sh.tmpl', false],
  ])('%s', (path, expected) => {
    expect(shell.matches(path)).toBe(expected);
  });

  test.each([
    ['docker-entrypoint', '#!/bin/sh\n', true],
    ['bin/run', '#!/usr/bin/env bash\nset -e\n', true],
    ['.husky/pre-commit', '#!/usr/bin/env sh\n', true],
    ['bin/rails', '#!/usr/bin/env ruby\n', false],
    ['bin/serve', 'echo $A\n', false],
    ['LICENSE', '#!/bin/sh\n', false],
  ])('%s starting with %j', (path, text, expected) => {
    expect(shellByFirstLine.matches(path) && shellByFirstLine.recognises?.(text)).toBe(expected);
  });
});

describe('shell: expansions', () => {
  test.each([
    ['plain', 'echo $A "${B}"', 'guarded A, guarded B'],
    ['defaults', 'echo ${A:-x} ${B-y} ${C:=z}', 'defaulted A=, defaulted B=, defaulted C='],
    ['a default that is computed', 'echo ${A:-$(hostname)}', 'defaulted A'],
    ['a nested default', 'echo ${A:-${B:-x}}', 'defaulted A, defaulted B='],
    ['required', 'echo ${A:?set A} ${B?}', 'required A, required B'],
    ['alternative', 'echo ${A:+x}', 'guarded A'],
    [
      'the shell has others',
      'echo ${#A} ${B%.*} ${C//a/b} ${D[0]}',
      'guarded A, guarded B, guarded C, guarded D',
    ],
    ['special and positional', 'echo $1 $@ $# $? $$ ${2:-x} $_', ''],
    ['set by the shell or the login', 'echo $HOME $PATH $PWD $RANDOM $BASH_SOURCE', ''],
    ['single quotes', "echo '$A' \"\\$B\" $'$C'", ''],
    ['comment', '# echo $A', ''],
    ['here-document', 'cat <<EOF\n  a: ${A:-x}\n$B \\$C\nEOF\n', 'defaulted A=, guarded B'],
    ['quoted here-document', 'cat <<\'EOF\'\n$A\nEOF\ncat <<"E"\n$B\nE\n', ''],
    ['indented here-document', 'cat <<-EOF\n\t${A:-x} $B\n\tEOF\n', 'defaulted A=, guarded B'],
    ['indirect', 'echo ${!name} ${!APP_*}', 'prefix , prefix APP_'],
    [
      'loop over names',
      'for v in DB_HOST DB_PORT; do\n  if [ -z "${!v}" ]; then exit 1; fi\ndone',
      'required DB_HOST, required DB_PORT',
    ],
    [
      'function that is told the name',
      'file_env() {\n  local var="$1"\n  echo "${!var:-}"\n}\nfile_env \'DB_PASSWORD\'\nfile_env DB_USER postgres',
      'guarded DB_PASSWORD, defaulted DB_USER=',
    ],
    ['envsubst', 'envsubst \'$A ${B}\' < in > out\nenvsubst "\\$C" < in', 'guarded A, guarded B, guarded C'],
    ['printenv', 'printenv A', 'guarded A'],
    ['-v', '[[ -v A ]] && echo yes', 'guarded A'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('shell: names of its own', () => {
  test.each([
    ['assigned', 'A=1\necho $A', ''],
    ['assigned later', 'echo $A\nA=1', 'guarded A'],
    ['default of its own', 'A=${A:-1}\nB="${B:-x}"\necho $A $B', 'defaulted A=, defaulted B='],
    ['appended to', 'OPTS="$OPTS -v"\necho $OPTS', 'guarded OPTS'],
    ['appended to again', 'OPTS=-a\nOPTS="$OPTS -v"', ''],
    ['filled by :=', ': "${A:=x}"\necho $A', 'defaulted A='],
    ['loop', 'for i in 1 2; do echo $i; done\nfor ((j=0; j<3; j++)); do echo $j; done', ''],
    ['read', 'read -r -p "name" name other\necho $name $other\nwhile read -r line; do echo $line; done', ''],
    ['getopts', 'while getopts "a:" opt; do echo $opt $OPTARG; done', ''],
    ['mapfile and printf', 'mapfile -t lines < f\nprintf -v out x\necho $lines $out', ''],
    ['local', 'f() { local a=1 b; echo $a $b $C; }', 'guarded C'],
    ['function before the assignment', 'f() { echo $A; }\nA=1\nf', ''],
    ['for one command', 'A=1 B=$C run $A', 'guarded C, guarded A'],
    [
      'exported',
      'export A=1 B="$C"\nexport D=${D:-x}\nexport E',
      'supplied A, guarded C, supplied B, defaulted D=',
    ],
  ])('%s', async (_, text, expected) => {
    const sorted = (list: string) => list.split(', ').sort();
    expect(sorted(await read(text))).toEqual(sorted(expected));
  });
});

describe('shell: strength', () => {
  test.each([
    ['set -u', 'set -eu\necho $A', 'required A'],
    ['set -euo pipefail', 'set -euo pipefail\necho $A', 'required A'],
    ['set -o nounset', 'set -o nounset\necho $A', 'required A'],
    ['in the first line', '#!/bin/bash -eu\necho $A', 'required A'],
    ['before it', 'echo $A\nset -u', 'guarded A'],
    ['small letters', 'set -u\necho $a ${b:?}', 'guarded a, guarded b'],
    ['tolerated elsewhere', 'set -u\n[ -n "${A:-}" ] && echo $A', 'guarded A, guarded A'],
    ['after another script', 'set -u\n. ./env.sh\necho $A ${B:?}', 'guarded A, required B'],
    ['exit without', 'if [ -z "$A" ]; then\n  echo no\n  exit 1\nfi', 'required A'],
    ['exit without, in short', '[ -z "$A" ] && exit 1', 'required A'],
    ['exit without, the other way', '[[ -n $A ]] || { echo no >&2; exit 2; }', 'required A'],
    ['exit without, by test', 'test -n "$A" || die "no"', 'required A'],
    ['exit without, compared', 'if [ "$A" = "" ]; then exit 1; fi', 'required A'],
    ['exit without, else', 'if [ -n "$A" ]; then run; else exit 1; fi', 'required A'],
    ['exit after more conditions', 'if [ -n "$A" ]; then run; elif b; then c; else exit 1; fi', 'guarded A'],
    ['exit without either', 'if [ -z "$A" ] || [ -z "$B" ]; then exit 1; fi', 'required A, required B'],
    ['exit without both', 'if [[ -z "$A" && -z "$B" ]]; then exit 1; fi', 'guarded A, guarded B'],
    ['with an empty default', 'set -u\nif [ -z "${A:-}" ]; then exit 1; fi', 'required A'],
    ['fine without', '[ -z "$A" ] && exit 0', 'guarded A'],
    ['given a default', 'if [ -z "$A" ]; then A=x; fi', 'defaulted A='],
    ['given a default, in short', '[ -z "$A" ] && A=x', 'defaulted A='],
    ['compared', 'if [ "$A" = "true" ]; then run; fi', 'guarded A'],
    [
      'behind another variable',
      'if [ -z "$URL" ]; then\n  if [ -n "$A" ] && [ -n "$B" ]; then\n    URL="$A$B"\n  else\n    exit 1\n  fi\nfi',
      'guarded URL, guarded A, guarded B, guarded A, guarded B',
    ],
    ['behind a case', 'case "$MODE" in s3) : "${A:?}" ;; esac', 'guarded MODE, guarded A'],
    ['behind an argument', 'if [ "$1" = serve ]; then : "${A:?}"; fi', 'required A'],
    ['case', 'set -u\ncase "$A" in x) run ;; esac', 'guarded A'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('shell: the facts and bad input', () => {
  test('a read says where, by what idiom, and with what literal fallback; calls of tasks stand beside it', async () => {
    const text = '#!/bin/sh\nnpm run migrate\nexec node server.js --port "${PORT:-8080}"\n';
    expect((await shell.read({ path: 'bin/start.sh', text })).facts).toEqual([
      { kind: 'invocation', line: 2, runner: 'npm', name: 'migrate', directory: null, unit: 'start.sh' },
      {
        kind: 'read',
        name: 'PORT',
        line: 3,
        phase: 'run',
        via: 'shell',
        strength: 'defaulted',
        fallback: digestOf('8080'),
      },
    ]);
  });

  test('scripts of pipelines run there', async () => {
    expect((await shell.read({ path: '.github/deploy.sh', text: 'echo $A' })).facts).toMatchObject([
      { phase: 'ci' },
    ]);
  });

  test.each([
    ['CRLF', 'set -u\r\necho "$A"\r\n', 'read, required A'],
    ['NUL bytes', '\0echo $A\0', 'read, guarded A'],
    ['a stray word', 'echo $A\nfi\necho $B\n', 'read, guarded A, guarded B'],
    ['an open if', 'echo $A\nif [ -z "x" ]; then\n  foo', 'unparsable'],
    ['a conflict', '<<<<<<< a\necho $A\n=======\n>>>>>>> b\n', 'merge-conflict'],
    ['an open quote', 'if [ -z "$A', 'unparsable'],
    ['a huge line', `echo ${'abc '.repeat(50_000)}\necho $A`, 'read, guarded A'],
    ['deep nesting', `echo ${'$('.repeat(1000)}echo $A${')'.repeat(1000)}`, 'read, guarded A'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(shell, 'a.sh', text)).toBe(expected);
  });

  test('no value gets into the facts', async () => {
    const text = 'export A=hunter2\necho ${B:-hunter2}\n: ${C:?hunter2}\nif [ -z "$D" ]; then D=hunter2; fi';
    expect(JSON.stringify(await shell.read({ path: 'a.sh', text }))).not.toContain('hunter2');
  });
});
