import { Unreadable } from '../../src/formats/format.ts';
import { setupPy } from '../../src/formats/setup-py/format.ts';
import { readSetup } from '../../src/formats/setup-py/read.ts';

/** Requirements as `line name specifier`, reads of variables as `line name`. */
async function read(path: string, text: string): Promise<readonly string[]> {
  const { facts } = await readSetup({ path, text });
  return facts.flatMap((fact) => {
    if (fact.kind === 'requirement') return `${fact.line} ${fact.name} ${fact.specifier}`;
    return fact.kind === 'read' ? `${fact.line} ${fact.name}` : [];
  });
}

describe('setup-py', () => {
  test.each([
    ['setup.py', true],
    ['sdk/setup.cfg', true],
    ['my_setup.py', false],
  ])('%s is one: %s', (path, expected) => {
    expect(setupPy.matches(path)).toBe(expected);
  });

  test.each([
    ['setup(install_requires=["left>=1.2", \'Right_One\'])\n', ['1 left >=1.2', '1 right-one ']],
    ['setup(\n  install_requires=[\n    # "old==1",\n    "left==1.0",\n  ],\n)\n', ['4 left ==1.0']],
    ['setup(install_requires=read("requirements.txt"))\n', []],
    ['setup(install_requires=["left>=1.2"\n', []],
    ['import os\nsetup(version=os.environ["VERSION"])\n', ['2 VERSION']],
    ['', []],
  ])('reads %j', async (text, facts) => {
    expect(await read('setup.py', text)).toEqual(facts);
  });

  test.each([
    [
      '[metadata]\nname = shop\n[options]\ninstall_requires =\n    left>=1.2\n    # old\n    right; python_version < "3.9"\npackages = find:\n',
      ['5 left >=1.2', '7 right '],
    ],
    ['[options]\ninstall_requires = left==1.0\n', ['2 left ==1.0']],
    ['[flake8]\nmax-line-length = 100\n', []],
  ])('reads %j', async (text, facts) => {
    expect(await read('setup.cfg', text)).toEqual(facts);
  });

  test('refuses a merge conflict', async () => {
    await expect(read('setup.cfg', '<<<<<<< a\n=======\n>>>>>>> b\n')).rejects.toThrow(Unreadable);
  });
});
