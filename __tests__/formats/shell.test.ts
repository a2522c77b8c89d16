import { readShell } from '../../src/formats/shell.ts';

function commands(text: string): readonly string[] {
  return readShell(text).flatMap((item) =>
    item.kind === 'command'
      ? [
          `${item.line}: ${item.words.map((word) => (word.variable ? `<${word.text}>` : word.text)).join(' | ')}`,
        ]
      : [],
  );
}

describe('readShell', () => {
  test.each([
    [`a 'b c' "d e" f\\ g`, ['0: a | b c | d e | f g']],
    ['a && b || c; d | e', ['0: a', '0: b', '0: c', '0: d', '0: e']],
    ['a 2>&1 >out <in &>all <<<word b', ['0: a | b']],
    ['a # b\nc#d', ['0: a', '1: c#d']],
    ['a \\\n  b\nc', ['0: a | b', '2: c']],
    ['a \\\r\n  b\r\nc', ['0: a | b', '2: c']],
    ['x=$(a b; c) d "${E:-f g}" `h i`', ['0: <x=$(a b; c)> | d | <${E:-f g}> | <`h i`>']],
    ['echo ${{ secrets.A }} b', ['0: echo | <${{ secrets.A }}> | b']],
    ['cat <<-"EOF" | sh\n\ta b\n\tEOF\nc', ['0: cat', '0: sh', '3: c']],
    ["a 'b\nc' d\ne", ['0: a | b\nc | d', '2: e']],
    ['diff <(a b) <(c) d', ['0: diff | d']],
    ['"say \\"$x\\""', ['0: <say "$x">']],
    ['if a; then b; else c; fi', ['0: a', '0: b', '0: c']],
    ['{ a; }', ['0: a']],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });

  test('marks subshells, ends and background jobs', () => {
    expect(readShell('(a); b & c').map((item) => item.kind)).toEqual([
      'open', 'command', 'close', 'end', 'command', 'background', 'command',
    ]); // prettier-ignore
  });
});
