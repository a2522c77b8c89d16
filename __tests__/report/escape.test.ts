import {
  commandData,
  commandProperty,
  htmlCode,
  htmlProse,
  markdownCode,
  markdownProse,
  shorten,
  shown,
  terminalSafe,
  urlPath,
  visible,
} from '../../src/report/escape.ts';
import { blobUrl, webUrl } from '../../src/report/links.ts';
import { clip, markdown, plainly, sentence } from '../../src/report/markdown.ts';
import { hostileText, hostileTexts } from './hostile.ts';
import { cells, codeSpans, linksItself, seen } from './markdown-reading.ts';

const texts = hostileTexts(3000);
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Our own zero-width space is the one format character that may stand in the output. */
const hiddenButOurs = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200B)\p{Cf}/u;

/** Every text that breaks a property, so that a failure shows all of them. */
function breaking(holds: (text: string) => boolean): readonly string[] {
  return texts.filter((text) => !holds(text));
}

describe('examples', () => {
  test.each([
    ['a\nb', 'a\\nb'],
    ['user\u202Etxt.exe', 'user\\u202etxt.exe'],
    ['\u001B[31mred', '\\u001b[31mred'],
    ['\u{E0041}', '\\u{e0041}'],
    ['\uD83D', '\\ud83d'],
    ['日本 é 😀', '日本 é 😀'],
  ])('%j is seen as %j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test.each([
    ['api', '`api`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``', '` `` `'],
    ['a``b`c', '```a``b`c```'],
    [' a ', '`  a  `'],
    ['', '(empty)'],
    ['a|b', '`a|b`'],
  ])('code %j is %s', (text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });

  test.each([
    ['env_file and __init__', 'env_file and \\_\\_init\\_\\_'],
    ['a * b [c] <d>', 'a \\* b \\[c\\] &lt;d&gt;'],
    ['@ana fixes #12', '@\u200Bana fixes #\u200B12'],
    ['see https://x.example.org', 'see https:\u200B//x.example.org'],
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
    ['costs $5', 'costs <span>$</span>5'],
  ])('prose %j is %j', (text, expected) => {
    expect(markdownProse(text)).toBe(expected);
  });

  test('in a table cell a name with a pipe is set without one', () => {
    expect(markdownCode('a|b', 'cell')).toBe('<code>a&#124;b</code>');
  });

  test('long names keep their two ends', () => {
    const name = `start-${'x'.repeat(5000)}-end.ts:12`;
    expect(shown(name)).toHaveLength(160);
    expect(shown(name)).toMatch(/^start-x+…x+-end\.ts:12$/);
    expect(shorten('😀😀😀😀', 4)).not.toMatch(/\p{Cs}/u);
  });

  test('two names side by side stay two', () => {
    expect(codeSpans(markdown([{ code: 'a' }, { code: 'b' }])).codes).toEqual(['a', 'b']);
  });

  test.each([
    [['Assumes ', { code: 'X' }], 'Assumes X.'],
    [['Is it set?'], 'Is it set?'],
    [['Run ', { code: 'a.' }], 'Run a..'],
    [['Done. '], 'Done. '],
  ])('%j ends as a sentence', (text, expected) => {
    expect(plainly(sentence(text))).toBe(expected);
  });

  test('a text is cut between pieces', () => {
    expect(plainly(clip(['Assumes ', { code: 'DATABASE_URL' }, ' is there'], 12))).toBe('Assumes …');
    expect(plainly(clip(['Assumes ', { code: 'a b' }, ' is there'], 14))).toBe('Assumes `a b` is…');
  });

  test.each([
    [{ path: 'a b/ü#?.ts', line: 3 }, '/blob/c0ffee/a%20b/%C3%BC%23%3F.ts#L3'],
    [{ path: "it's (1).ts", line: null }, '/blob/c0ffee/it%27s%20%281%29.ts'],
    [{ path: 'README.md', line: 3 }, '/blob/c0ffee/README.md?plain=1#L3'],
    [{ path: '\uD83D.ts', line: 1 }, '/blob/c0ffee/%EF%BF%BD.ts#L1'],
  ])('%j is at %s', (place, expected) => {
    expect(blobUrl('https://git.example.org/a/b/', 'c0ffee', place)).toBe(
      `https://git.example.org/a/b${expected}`,
    );
  });

  test.each([
    ['https://ci.example.org/a?b=(c)', 'https://ci.example.org/a?b=%28c%29'],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
    [undefined, undefined],
  ])('%j is linked as %j', (url, expected) => {
    expect(webUrl(url)).toBe(expected);
  });
});

describe('whatever the text', () => {
  test('visible text is one line without hidden characters', () => {
    expect(breaking((text) => !hidden.test(visible(text)))).toEqual([]);
  });

  test('Markdown code is one code span that holds the name', () => {
    const holds = (text: string) => {
      const { codes, prose } = codeSpans(markdownCode(text));
      return text === ''
        ? codes.length === 0
        : codes.length === 1 && codes[0] === shown(text) && prose === '\uFFFC';
    };
    expect(breaking(holds)).toEqual([]);
  });

  test('a cell stays one cell', () => {
    const holds = (text: string) =>
      cells(`| ${markdownCode(text, 'cell')} |`).length === 1 &&
      cells(`| ${markdownProse(text)} |`).length === 1;
    expect(breaking(holds)).toEqual([]);
  });

  test('Markdown prose shows the text and nothing of it is markup or a link', () => {
    const markup = /(?<!\\)[*[\]~]|[`|]|<(?!\/?span>)|>(?<!<\/?span>)|(?<!<span>)\$/;
    const holds = (text: string) => {
      const prose = markdownProse(text);
      const bare = prose.replace(/\\[\s\S]/g, '');
      return (
        seen(prose) === visible(text) &&
        !markup.test(bare) &&
        !linksItself.test(prose) &&
        !hiddenButOurs.test(prose)
      );
    };
    expect(breaking(holds)).toEqual([]);
  });

  test('HTML shows the text and holds no element of it', () => {
    const holds = (text: string) => {
      const code = htmlCode(text).replace(/^<code>|<\/code>$/g, '');
      const prose = htmlProse(text).replaceAll('<span>$</span>', '$');
      return (
        (text === '' || seen(code) === shown(text)) &&
        !/[<>|`*_@]/.test(code) &&
        seen(prose.replaceAll('\\', '&#92;')) === visible(text) &&
        !/[<>|`]/.test(prose) &&
        !linksItself.test(prose)
      );
    };
    expect(breaking(holds)).toEqual([]);
  });

  test('a terminal gets no control sequence and a log no command', () => {
    const holds = (text: string) => {
      const safe = terminalSafe(text);
      return !hidden.test(safe) && !/##\w*\[/.test(safe) && !/^\s*::/.test(safe);
    };
    expect(breaking(holds)).toEqual([]);
  });

  test('a workflow command ends where we end it', () => {
    const decoded = (text: string) =>
      text.replace(/%(25|0D|0A|3A|2C)/g, (whole) => decodeURIComponent(whole));
    const holds = (text: string) =>
      decoded(commandData(text)) === text &&
      decoded(commandProperty(text)) === text &&
      !/[\r\n]/.test(commandData(text)) &&
      !/[\r\n:,]/.test(commandProperty(text));
    expect(breaking(holds)).toEqual([]);
  });

  test('a path in a URL can be read back and ends no link', () => {
    const holds = (text: string) => {
      const path = urlPath(text);
      const back = path.split('/').map(decodeURIComponent).join('/');
      return back === text.replace(/\p{Cs}/gu, '\uFFFD') && /^[\w.%/-]*$/.test(path);
    };
    expect(breaking(holds)).toEqual([]);
  });

  test('our words and names together: every name is a code span, the rest is prose', () => {
    const broken = Array.from({ length: 500 }, (_, seed) => hostileText(seed)).filter((text) => {
      const names = text.flatMap((piece) =>
        typeof piece === 'string' || piece.code === '' ? [] : [shown(piece.code)],
      );
      const { codes, prose } = codeSpans(markdown(text));
      return JSON.stringify(codes) !== JSON.stringify(names) || linksItself.test(prose);
    });
    expect(broken).toEqual([]);
  });
});
