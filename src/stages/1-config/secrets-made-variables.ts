import { code, text } from '../../report/text.ts';
import type { Read } from '../../system/facts.ts';
import { isSecretName } from '../../system/secret-names.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { Problem } from '../rule.ts';

/** `secrets.X` of a workflow that is `vars.X` now: GitHub shows variables to whoever can read the logs. */
export function secretsMadeVariables({ base, head, files }: Change): readonly Problem[] {
  const origin = new Map(files.map(({ path, from }) => [path, from ?? path]));
  const seen = new Set<string>();
  return references(head, 'vars').flatMap((read): readonly Problem[] => {
    const at = origin.get(read.file);
    const name = read.name.toUpperCase();
    const key = `${read.file}\0${name}`;
    const old = references(base, 'secrets').find(
      (each) => each.file === at && each.name.toUpperCase() === name,
    );
    if (!old || seen.has(key) || !isSecretName(name)) return [];
    seen.add(key);
    return [
      {
        subject: read.name,
        identity: [name, read.file],
        severity: 'high',
        confidence: 'certain',
        title: text`${code(read.file)} takes ${code(read.name)} from variables now, no longer from secrets`,
        assumption: text`Assumes ${code(read.name)} is fine in plain text: variables are not masked in logs`,
        verify: text`Look at what ${code(`vars.${read.name}`)} holds in the settings of the repository and its environments`,
        at: { path: read.file, line: read.line },
        atBase: { path: old.file, line: old.line },
      },
    ];
  });
}

function references(system: System, via: 'secrets' | 'vars'): readonly Located<Read>[] {
  return system
    .facts('read')
    .filter((read) => read.via === via && system.files.get(read.file)?.format === 'github-workflow');
}
