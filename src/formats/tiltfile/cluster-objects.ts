import type { ConfigObject, Declaration, Fact } from '../../system/facts.ts';
import { takeOptions, valuesOf } from '../command-options.ts';
import { nameOf } from '../paths.ts';
import { shellCommands } from '../shell-commands.ts';
import type { ShellCommand } from '../shell-commands.ts';

const valued =
  '-n --namespace --from-literal --from-file --from-env-file --type --dry-run -o --output --context'.split(
    ' ',
  );

/** `kubectl create secret generic app --from-literal=API_KEY="$API_KEY"`: objects that commands make, and their keys. */
export function clusterObjectsIn(text: string, line: number, isFolded: boolean): readonly Fact[] {
  return shellCommands(text, null).flatMap((command): readonly Fact[] => {
    const object = objectOf(command, isFolded ? line : line + command.line);
    if (!object) return [];
    const declarations = object.keys
      .filter((key) => /^[A-Za-z_]\w*$/.test(key))
      .map((name): Declaration => ({
        kind: 'declaration',
        name,
        role: 'supplied',
        phase: 'run',
        from: object.type,
        line: object.line,
      }));
    return [object, ...declarations];
  });
}

function objectOf({ words }: ShellCommand, line: number): ConfigObject | null {
  if (nameOf(words[0]?.text ?? '') !== 'kubectl') return null;
  const found = takeOptions(words.slice(1), valued);
  const plain = found.plain.map(({ text }) => text);
  const type =
    plain[1] === 'secret' && plain[2] === 'generic'
      ? 'secret'
      : /^(?:configmap|cm)$/.test(plain[1] ?? '')
        ? 'config-map'
        : null;
  const named = found.plain[type === 'secret' ? 3 : 2];
  if (plain[0] !== 'create' || type === null || !named || named.variable) return null;
  const literals = valuesOf(found, '--from-literal').map(({ text }) => /^([\w.-]+)=/.exec(text)?.[1]);
  const files = valuesOf(found, '--from-file').map(
    ({ text }) => /^([\w.-]+)=/.exec(text)?.[1] ?? fileKey(text),
  );
  const keys = [...literals, ...files];
  const known = keys.flatMap((key) => key ?? []);
  // A folder, an env file, a part that a variable decides: more than the command says.
  const open = known.length < keys.length || valuesOf(found, '--from-env-file').length > 0;
  const namespace = valuesOf(found, '-n', '--namespace').find(({ variable }) => !variable)?.text;
  return {
    kind: 'config-object',
    type,
    name: named.text,
    ...(namespace === undefined ? {} : { namespace }),
    keys: known,
    open,
    line,
  };
}

/** The name of a file is its key; of a folder it is not known what it holds. */
function fileKey(path: string): string | undefined {
  const name = nameOf(path);
  return /^[\w-]*\.[\w.-]+$/.test(name) ? name : undefined;
}
