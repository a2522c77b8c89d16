import { Unreadable } from '../../src/formats/format.ts';
import { makefile } from '../../src/formats/makefile/format.ts';
import { readMakefile } from '../../src/formats/makefile/read.ts';
import type { Fact } from '../../src/system/facts.ts';
import { endless } from '../support/endless.ts';

/** A fact in one line: `4 script build`. */
function seen(fact: Fact): string {
  if (fact.kind === 'script') return `${fact.line} script ${fact.name}`;
  if (fact.kind === 'invocation')
    return `${fact.line} ${fact.unit} calls ${fact.runner} ${fact.name} @${fact.directory ?? '?'}`;
  if (fact.kind === 'command')
    return `${fact.line} ${fact.unit} runs ${fact.argv.join(' ')} @${fact.directory ?? '?'}`;
  if (fact.kind === 'include') return `${fact.line} includes ${fact.path}${fact.required ? '' : '?'}`;
  if (fact.kind === 'declaration')
    return `${fact.line} declares ${fact.name} ${fact.value?.type ?? fact.from}`;
  return `${fact.line} ${fact.kind}`;
}

function read(text: string, path = 'tools/Makefile'): readonly string[] {
  return readMakefile({ path, text }).facts.map(seen);
}

describe('makefile', () => {
  test.each([
    ['Makefile', true],
    ['a/GNUmakefile', true],
    ['build/common.mk', true],
    ['Makefile.docker', true],
    ['Makefile.am', false],
    ['lexers/makefile.xml', false],
    ['src/cmakefile', false],
  ])('%s', (path, expected) => {
    expect(makefile.matches(path)).toBe(expected);
  });

  test('reads targets, prerequisites, recipes, includes and exports', () => {
    const text = [
      'WEB := ../web',
      'NAMES = $(shell ls)',
      'include common.mk $(NAMES).mk',
      '-include local.mk',
      'export NODE_ENV ?= production',
      'export TOKEN=$(shell cat token)',
      '.PHONY: all build',
      'all: build test # everything',
      '',
      'build test: FLAGS = -x',
      'build:: vendor; npm run build',
      '\t@echo "# not a comment: npm run no"',
      '\tcd $(WEB) && \\',
      '\t  npm ci && \\',
      '\t  npm run "$(TASK)" && npm run bundle',
      '\t-$(MAKE) -C ${WEB} lint',
      '# comment: x',
      'test-%: build',
      '\tpython scripts/run.py $* $$HOME',
      'ifeq ($(CI),true:1)',
      '$(NAMES): %.out: %.in',
      '\t./gen.sh $@',
      'endif',
      'define block',
      'hidden: x',
      'endef',
      '$(foreach n,$(NAMES),$(eval $(call rule,$(n))))',
    ];
    expect(read(text.join('\n'))).toEqual([
      '3 includes common.mk',
      '3 includes $(NAMES).mk',
      '4 includes local.mk?',
      '5 declares NODE_ENV text',
      '6 declares TOKEN expression',
      '8 script all',
      '8 all calls make build @tools',
      '8 all calls make test @tools',
      '11 script build',
      '11 build calls make vendor @tools',
      '11 build calls npm build @tools',
      '15 build calls npm bundle @web',
      '16 build calls make lint @web',
      '18 script test-%',
      '18 test-% calls make build @tools',
      '19 test-% runs python scripts/run.py @tools',
      '21 script $(NAMES)',
      '22 $(NAMES) runs ./gen.sh @tools',
      '27 script $(eval)',
    ]);
  });

  test('one shell for a whole recipe', () => {
    expect(read('.ONESHELL:\nx:\n\tcd web\n\tnpm test\n', 'Makefile')).toEqual([
      '2 script x',
      '4 x calls npm test @web',
    ]);
    expect(read('x:\n\tcd web\n\tnpm test\n', 'Makefile')).toEqual(['1 script x', '3 x calls npm test @']);
  });

  test('another recipe prefix, CRLF and NUL bytes', () => {
    expect(read('.RECIPEPREFIX = >\r\nx:\r\n> make y\r\n\0\r\n', 'Makefile')).toEqual([
      '2 script x',
      '3 x calls make y @',
    ]);
  });

  test('what others include runs elsewhere', () => {
    expect(read('x:\n\tmake y\n', 'mk/common.mk')).toEqual(['1 script x', '2 x calls make y @?']);
  });

  test('conflict markers are refused', () => {
    const text = 'x:\n<<<<<<< a\n\tb\n=======\n\tc\n>>>>>>> d\n';
    expect(() => readMakefile({ path: 'Makefile', text })).toThrow(Unreadable);
  });

  test.each([
    ['one huge line', `x: ${'y '.repeat(300_000)}`],
    ['many continuations', 'x: \\\n'.repeat(100_000)],
    ['deep parentheses', `${'$('.repeat(200_000)}:`],
    ['colons', ':'.repeat(500_000)],
    ['backslashes', '\\'.repeat(300_000)],
  ])('%s takes no long time', (_, text) => {
    const start = performance.now();
    expect(read(text)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
