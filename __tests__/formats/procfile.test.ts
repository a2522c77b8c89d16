import { Unreadable } from '../../src/formats/format.ts';
import { readProcfile } from '../../src/formats/procfile/read.ts';

describe('procfile', () => {
  test('reads processes, the files and tasks that they run', () => {
    const text =
      '# types\r\nweb: gunicorn shop.wsgi:app --log-file -\r\n\r\nworker: node dist/worker.js $QUEUE\r\nrelease: npm run migrate\r\n';
    const open = ['the platform'];
    expect(readProcfile({ path: 'api/Procfile', text })).toEqual({
      facts: [
        { kind: 'unit', line: 2, name: 'web', type: 'process', open },
        { kind: 'command', line: 2, unit: 'web', role: 'run', argv: ['gunicorn', 'shop.wsgi:app'], shell: true, directory: 'api' },
        { kind: 'unit', line: 4, name: 'worker', type: 'process', open },
        { kind: 'command', line: 4, unit: 'worker', role: 'run', argv: ['node', 'dist/worker.js'], shell: true, directory: 'api' },
        { kind: 'unit', line: 5, name: 'release', type: 'process', open },
        { kind: 'invocation', line: 5, runner: 'npm', name: 'migrate', directory: 'api', unit: 'release' },
      ],
    }); // prettier-ignore
  });

  test('says which line it could not read, once', () => {
    const { facts, gaps } = readProcfile({
      path: 'Procfile',
      text: 'web: make\nnonsense\n\0\nmore nonsense',
    });
    expect(facts).toHaveLength(1);
    expect(gaps).toEqual([{ reason: 'unparsable', detail: 'Line 2 is no process type and command' }]);
  });

  test('refuses conflict markers', () => {
    const text = '<<<<<<< a\nweb: x\n=======\nweb: y\n>>>>>>> b\n';
    expect(() => readProcfile({ path: 'Procfile', text })).toThrow(Unreadable);
  });
});
