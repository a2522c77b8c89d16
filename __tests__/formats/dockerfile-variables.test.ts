import { digestOf, shapeOf } from '../../src/system/value-shape.ts';
import { factsOf, stage } from '../support/dockerfile-reading.ts';

describe('dockerfile variables', () => {
  test('ARG: with and without a default, global defaults taken over', () => {
    const text = [
      'ARG NODE=20',
      'ARG TAG',
      'FROM node:${NODE}',
      'ARG NODE',
      'ARG TAG',
      'ARG A="x y" B',
      '',
    ].join('\n');
    const common = { kind: 'declaration', role: 'supplied', phase: 'build' };
    expect(factsOf(text, 'declaration')).toEqual([
      { ...common, name: 'NODE', defaulted: true, value: shapeOf('20'), line: 1 },
      { ...common, name: 'TAG', defaulted: false, from: 'host', line: 2 },
      { ...common, name: 'NODE', unit: '0', defaulted: true, value: shapeOf('20'), line: 4 },
      { ...common, name: 'TAG', unit: '0', defaulted: false, from: 'host', line: 5 },
      { ...common, name: 'A', unit: '0', defaulted: true, value: shapeOf('x y'), line: 6 },
      { ...common, name: 'B', unit: '0', defaulted: false, from: 'host', line: 6 },
    ]);
  });

  test('ENV: pairs on their own lines, old form, quotes, values from elsewhere', () => {
    const text = stage(
      'ARG MODE=dev',
      "ENV A=1 B='$HOME' \\",
      '    C="say hi" \\',
      '    # why',
      '    D=${MODE}',
      'ENV E a b c',
      'ENV F=$SECRET G=http://$U:$P@db:5432/x',
      'ENV H=\\$HOME',
    );
    const run = factsOf(text, 'declaration').filter(({ phase }) => phase === 'run');
    expect(run.map(({ name, line, value, from }) => ({ name, line, value, from }))).toEqual([
      { name: 'A', line: 3, value: shapeOf('1'), from: undefined },
      { name: 'B', line: 3, value: shapeOf('$HOME'), from: undefined },
      { name: 'C', line: 4, value: shapeOf('say hi'), from: undefined },
      { name: 'D', line: 6, value: shapeOf('dev'), from: 'variable' },
      { name: 'E', line: 7, value: shapeOf('a b c'), from: undefined },
      { name: 'F', line: 8, value: undefined, from: 'variable' },
      { name: 'G', line: 8, value: expect.objectContaining({ host: 'db', port: 5432 }), from: 'variable' },
      { name: 'H', line: 9, value: shapeOf('$HOME'), from: undefined },
    ]);
  });

  test('the values of one ENV see what was set before it; a later stage gets ENV, not ARG', () => {
    const text = [
      'FROM a:1 AS one',
      'ARG X=1',
      'ENV Y=1',
      'ENV Y=2 Z=$Y',
      'FROM one',
      'ENV P=$X Q=$Y',
      '',
    ].join('\n');
    const value = (name: string): unknown =>
      factsOf(text, 'declaration').find((fact) => fact.name === name)?.value;
    expect(value('Z')).toEqual(shapeOf('1'));
    expect(value('P')).toBeUndefined();
    expect(value('Q')).toEqual(shapeOf('2'));
  });

  test('reads where Docker fills in', () => {
    const text = stage('ARG A', 'COPY $A ${B:-b} /x', "LABEL a='$NO' b=\"it's $C\"", 'USER \\$NO', 'COPY <<EOF <<"RAW" /y', 'hello $D', 'EOF', 'not $NO', 'RAW', 'COPY --from=${E:?} a b', 'WORKDIR ${TARGETARCH}'); // prettier-ignore
    expect(
      factsOf(text, 'read').map(({ name, strength, via, line, fallback }) => [
        name,
        strength,
        via,
        line,
        fallback,
      ]),
    ).toEqual([
      ['A', 'guarded', 'dockerfile', 3, undefined],
      ['B', 'defaulted', 'dockerfile', 3, digestOf('b')],
      ['C', 'guarded', 'dockerfile', 4, undefined],
      ['D', 'guarded', 'dockerfile', 7, undefined],
      ['E', 'required', 'dockerfile', 11, undefined],
    ]);
  });

  test('reads of shells: not what the script sets, what stands in quotes, nor what images bring', () => {
    const text = stage(
      'ARG lower',
      'RUN --mount=type=secret,id=t,env=TOKEN set -e; \\',
      "  X=1; echo $X $TOKEN $API_URL '$NO' \\$NO $JAVA_HOME $PATH ${NODE_VERSION} $small $lower && \\",
      '  # $NO \\',
      '  for F in a; do echo $F; done; read -r LINE; echo $LINE; \\',
      '  test ${NEED:?} ${SOME:-x}',
      'RUN <<EOF',
      'echo $HERE',
      "# it's $NO",
      'echo $THERE',
      'EOF',
      'CMD serve --port $SERVE_PORT',
      'ENTRYPOINT ["sh", "-c", "exec run $RUN_MODE"]',
      'HEALTHCHECK CMD ["curl", "$NO"]',
    );
    expect(
      factsOf(text, 'read').map(({ name, strength, phase, line }) => [name, strength, phase, line]),
    ).toEqual([
      ['API_URL', 'guarded', 'build', 4],
      ['lower', 'guarded', 'build', 4],
      ['NEED', 'required', 'build', 7],
      ['SOME', 'defaulted', 'build', 7],
      ['HERE', 'guarded', 'build', 9],
      ['THERE', 'guarded', 'build', 11],
      ['SERVE_PORT', 'guarded', 'run', 13],
      ['RUN_MODE', 'guarded', 'run', 14],
    ]);
  });
});
