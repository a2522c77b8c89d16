import { isTestPath } from '../../formats/code-paths.ts';
import { readShell } from '../../formats/shell.ts';
import { code, text } from '../../report/text.ts';
import { composeSets } from '../../system/compose-project.ts';
import type { HealthCheck } from '../../system/facts.ts';
import { buildLacks, imageLacks } from '../../system/image-programs.ts';
import { stageChain } from '../../system/image-stages.ts';
import { dockerfileOf } from '../../system/service-health.ts';
import type { Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Place, Problem } from '../rule.ts';

/** A health check calls a program that its image does not have. */
export const healthcheckTargetMissing: IntegrityRule = {
  kind: 'integrity',
  id: 'healthcheck-target-missing',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A health check calls a program that the image does not have',
  assumption: 'Assumes that the program which the health check calls is in the final image.',
  verify: 'Run the program in the image: `docker run --rm --entrypoint curl <image> --version`.',
  explanation: `Takes the commands of health checks (compose, and HEALTHCHECK of Dockerfiles) and looks for \`curl\`, \`wget\`,
\`bash\` and \`nc\` in what the image is made of: the base of the final stage, packages that the stages install, and files
that are copied in. It fires when the base is an official image that is known not to have the program (an Alpine or slim
variant of a language, plain Debian, Ubuntu or Alpine, distroless, \`scratch\`, the .NET runtime from version 8) and nothing
brings it in. A switch to such a variant, a package that is no longer installed, and a new check all lead there.

It stays silent for every other base, where a script or a package list installs things, where another program of the same
check is there, and for what was so before the change. Severity: high, since the container never becomes healthy.`,
  check: (system) => [...ofServices(system), ...ofImages(system)],
};

const asked = /^(?:curl|wget|bash|nc|netcat|ncat)$/;

/** Programs that the command of a check starts, of those that images may lack. */
function programsOf({ text: command }: HealthCheck): readonly string[] {
  const found = readShell((command ?? '').slice(0, 2000)).flatMap((item) => {
    const word = item.kind === 'command' ? item.words[0]?.text : undefined;
    return word === undefined ? [] : [word.slice(word.lastIndexOf('/') + 1)];
  });
  return [...new Set(found)].filter((name) => asked.test(name));
}

function ofServices(system: System): readonly Problem[] {
  return composeSets(system).flatMap((set) =>
    [...set.services.values()].flatMap((service): readonly Problem[] => {
      const check = service.healthCheck;
      if (!check || check.disabled || service.partial || set.partial || isTestPath(check.file)) return [];
      const dockerfile = dockerfileOf(set, service);
      const { image } = service;
      const lacks = (program: string): boolean => {
        if (dockerfile === null) return false;
        if (dockerfile !== undefined)
          return buildLacks(system, dockerfile, service.build?.build?.target, program);
        return image !== undefined && imageLacks(image, program);
      };
      const what = dockerfile ?? (image ? `${image.repository}:${image.tag ?? 'latest'}` : '');
      return problemsOf(check, lacks, {
        subject: service.name,
        identity: [set.folder, service.name],
        what,
        related: dockerfile ? placeOfBase(system, dockerfile, service.build?.build?.target) : undefined,
      });
    }),
  );
}

/** HEALTHCHECK in the Dockerfile itself. */
function ofImages(system: System): readonly Problem[] {
  return system.facts('health-check').flatMap((check): readonly Problem[] => {
    const { file, unit } = check;
    if (check.disabled || system.files.get(file)?.format !== 'dockerfile' || isTestPath(file)) return [];
    const inLast = stageChain(system, file).some(({ name }) => name === unit);
    const target = inLast ? undefined : unit;
    return problemsOf(check, (program) => buildLacks(system, file, target, program), {
      subject: file,
      identity: [file, unit],
      what: file,
      related: placeOfBase(system, file, target),
    });
  });
}

interface Checked {
  readonly subject: string;
  readonly identity: readonly string[];
  /** the Dockerfile or the image */
  readonly what: string;
  readonly related: Place | undefined;
}

function problemsOf(
  check: Located<HealthCheck>,
  lacks: (program: string) => boolean,
  { subject, identity, what, related }: Checked,
): readonly Problem[] {
  const programs = programsOf(check);
  const [program] = programs;
  // Where there is another one to fall back on, nothing is lost.
  if (program === undefined || !programs.every(lacks)) return [];
  return [
    {
      subject,
      identity: [...identity, program],
      confidence: 'likely',
      title: text`The health check of ${code(subject)} calls ${code(program)}, which the image does not have`,
      assumption: text`Assumes ${code(program)} is in the image of ${code(what)}`,
      detail: text`Without it the check fails every time: the container runs and never becomes healthy.`,
      verify: text`Build the image and run ${code(`docker run --rm --entrypoint ${program} <image> --version`)}`,
      at: placeOf(check),
      related: related ? [{ ...related, side: 'head', note: text`what the image starts from` }] : [],
    },
  ];
}

function placeOfBase(system: System, dockerfile: string, target: string | undefined): Place | undefined {
  const last = stageChain(system, dockerfile, target).at(-1);
  return last && placeOf(last);
}
