import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { buildCalls } from '../../system/build-arguments.ts';
import type { Declaration, Read, Unit } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A build argument is used where it does not reach, or given to a build that does not take it. */
export const dockerArgScopeLost: IntegrityRule = {
  kind: 'integrity',
  id: 'docker-arg-scope-lost',
  stage: 'config',
  severity: 'medium',
  summary: 'A build argument does not reach the stage that uses it, or no stage takes it',
  assumption: 'Assumes that a build argument crosses `FROM`, or that the Dockerfile still takes it.',
  verify: 'Run `docker build --check`, or print the variable in the stage.',
  explanation: `A stage has the \`ARG\`s that it, or a stage it starts from, declares; an \`ARG\` before the first \`FROM\`
reaches only the \`FROM\` lines until a stage repeats its name. It fires when a stage uses a name that the same Dockerfile
declares as an \`ARG\` somewhere else and that does not reach it: the name is then empty, and Docker says nothing. It also
fires when a compose file, a platform's manifest, a CI step or a command passes a build argument to a Dockerfile that declares no \`ARG\` of that
name: Docker ignores it with a warning.

It stays silent for arguments that Docker itself knows (proxies, \`TARGETARCH\` and its like), for uses with a fallback, and
when the stage or the script sets the name itself.`,
  check: (system) => [...lostInStage(system), ...notTaken(system)],
};

const predefined =
  /^(?:HTTPS?|FTP|NO|ALL)_PROXY$|^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|^(?:BUILDKIT|DOCKER|COMPOSE)_|^SOURCE_DATE_EPOCH$/i;

function lostInStage(system: System): readonly Problem[] {
  const byFile = new Map<string, Located<Declaration>[]>();
  for (const fact of system.facts('declaration')) {
    if (system.files.get(fact.file)?.format !== 'dockerfile' || isTestPath(fact.file)) continue;
    byFile.set(fact.file, [...(byFile.get(fact.file) ?? []), fact]);
  }
  const seen = new Set<string>();
  return system.facts('read').flatMap((read): readonly Problem[] => {
    const declared = (byFile.get(read.file) ?? []).filter(({ name }) => name === read.name);
    const [elsewhere] = declared.filter(({ phase }) => phase === 'build');
    const key = `${read.file}\0${read.unit}\0${read.name}`;
    if (!elsewhere || seen.has(key) || !isUse(read)) return [];
    if (reaches(system, read, declared)) return [];
    seen.add(key);
    return [
      {
        subject: read.name,
        identity: ['stage', read.file, read.unit ?? '', read.name],
        confidence: 'likely',
        title: text`Stage ${code(read.unit ?? '')} uses the build argument ${code(read.name)}, which does not reach it`,
        assumption: text`Assumes the build argument ${code(read.name)} crosses ${code('FROM')}`,
        detail: text`It is empty there. ${code(`ARG ${read.name}`)} in the stage takes it over.`,
        verify: text`Run ${code(`docker build --check -f ${read.file} .`)}, or print the variable in the stage`,
        at: placeOf(read),
        related: [{ ...placeOf(elsewhere), side: system.side, note: text`declared here` }],
      },
    ];
  });
}

/** What is only tested or has a fallback copes. Commands of the final image run long after the build. */
function isUse({ unit, strength, phase, name }: Read): boolean {
  return unit !== undefined && phase === 'build' && strength !== 'defaulted' && !predefined.test(name);
}

/** ARG before the use in the stage or one it starts from; ENV anywhere in them. */
function reaches(system: System, read: Located<Read>, declared: readonly Declaration[]): boolean {
  const stages = system
    .facts('unit')
    .filter(({ file, type }) => file === read.file && type === 'image-stage');
  const chain = new Set<string>();
  let stage: Unit | undefined = stages.find(({ name }) => name === read.unit);
  while (stage && !chain.has(stage.name)) {
    chain.add(stage.name);
    const parent: string | undefined = stage.extends;
    stage = stages.find(({ name }) => name === parent);
  }
  return declared.some(({ unit, line }) => unit !== undefined && chain.has(unit) && line <= read.line);
}

/** Arguments that services, platforms, CI steps and commands pass to what is built from a Dockerfile of the repository. */
function notTaken(system: System): readonly Problem[] {
  const seen = new Set<string>();
  return buildCalls(system).flatMap(({ file, line, unit, dockerfile, args }) =>
    args.flatMap((name): readonly Problem[] => {
      if (predefined.test(name) || isTestPath(file)) return [];
      if (system.files.get(dockerfile)?.format !== 'dockerfile' || takes(system, dockerfile, name)) return [];
      const key = `${dockerfile}\0${name}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const given = system
        .facts('declaration')
        .find(
          (fact) =>
            fact.file === file &&
            fact.name === name &&
            fact.phase === 'build' &&
            (fact.unit ?? unit) === unit,
        );
      return [
        {
          subject: name,
          identity: ['not taken', dockerfile, name],
          confidence: 'likely',
          title: text`${code(file)} passes the build argument ${code(name)}, which ${code(dockerfile)} does not take`,
          assumption: text`Assumes ${code(dockerfile)} still takes the build argument ${code(name)}`,
          detail: text`Docker ignores it with a warning.`,
          verify: text`Build with it and look for a warning about arguments that were not consumed`,
          at: { path: file, line: given?.line ?? line },
        },
      ];
    }),
  );
}

/** A base image may take arguments by itself (`ONBUILD ARG`). */
function takes(system: System, dockerfile: string, name: string): boolean {
  return (
    system
      .facts('declaration')
      .some((fact) => fact.file === dockerfile && fact.name === name && fact.phase === 'build') ||
    system
      .facts('image')
      .some(
        ({ file, repository, tag }) => file === dockerfile && /onbuild/i.test(`${repository}:${tag ?? ''}`),
      )
  );
}
