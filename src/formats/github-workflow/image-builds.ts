import type { ImageBuild, ImageBuildTemplate } from '../../system/facts.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { joinPath } from '../paths.ts';
import { knownText } from './known-text.ts';
import { matrixFills } from './matrix.ts';
import { inRepository } from './scope.ts';
import type { JobScope } from './scope.ts';

/** What a build step is given, as texts: expressions of the matrix and of inputs are still in them. */
interface Given {
  readonly context: string;
  readonly file: string | undefined;
  readonly target: string | undefined;
  readonly names: string;
  readonly args: readonly string[];
  /** an action that nobody here knows: its file may be seen from its context */
  readonly guessed?: true;
}

/** Images that a step, or a job that calls a workflow, builds. `node` has `uses` and `with`. */
export function readImageBuilds(node: Node, scope: JobScope): readonly (ImageBuild | ImageBuildTemplate)[] {
  const uses = textOf(get(node, 'uses'))?.split('@', 1)[0] ?? '';
  if (uses === '' || uses.startsWith('.') || uses.startsWith('docker://')) return [];
  const inputs = get(node, 'with');
  const given = /(?:^|\/)build-push-action$/.test(uses)
    ? givenToBuildPush(inputs, scope)
    : givenToOther(uses, inputs, scope);
  return given ? builds(node.line, given, scope) : [];
}

/** https://github.com/docker/build-push-action and those that take the same inputs. */
function givenToBuildPush(inputs: Node | undefined, scope: JobScope): Given {
  const text = (key: string): string | undefined => {
    const written = textOf(get(inputs, key));
    return written === undefined ? undefined : knownText(written, scope);
  };
  const outputs = [...(text('outputs') ?? '').matchAll(/(?:^|[,\s])name=((?:\$\{\{[^}]*\}\}|[^,\s])+)/g)];
  return {
    context: text('context') ?? '.',
    file: text('file'),
    target: text('target'),
    names: [text('tags') ?? '', ...outputs.map(([, name = '']) => name)].join('\n'),
    args: argumentsIn(text('build-args')),
  };
}

const forDockerfile = /^(?:docker[-_]?file(?:[-_]?path)?|file)$/i;
const forContext = /^(?:(?:docker[-_]?)?(?:build[-_]?)?context(?:[-_]?path)?)$/i;
const forNames =
  /^(?:(?:docker[-_]?)?images?(?:[-_]?name)?|meta[-_]images|tags|(?:image[-_]?|ecr[-_]?)?repository)$/i;
const forArguments = /^(?:docker[-_]?)?build[-_]?args$/i;

/** An action of somebody else that is told an image and a Dockerfile or a context, whatever it calls them. */
function givenToOther(uses: string, inputs: Node | undefined, scope: JobScope): Given | null {
  const texts = (key: RegExp): readonly string[] =>
    [...entries(inputs)].flatMap((entry) => {
      const written = key.test(entry.key) ? textOf(entry.node) : undefined;
      return written === undefined ? [] : [knownText(written, scope)];
    });
  const [file] = texts(forDockerfile);
  const [context] = texts(forContext);
  const names = texts(forNames).join('\n');
  const builds = file !== undefined || (context !== undefined && /docker|image|build/i.test(uses));
  if (!builds || names === '') return null;
  const args = argumentsIn(texts(forArguments).join('\n'));
  return { context: context ?? '.', file, target: undefined, names, args, guessed: true };
}

function argumentsIn(text: string | undefined): readonly string[] {
  const names = (text ?? '').split('\n').flatMap((line) => /^\s*["']?([A-Za-z_]\w*)=/.exec(line)?.[1] ?? []);
  return [...new Set(names)];
}

/** One for each way of filling the matrix in. The file is seen from the workspace, not from the context. */
function builds(line: number, given: Given, scope: JobScope): readonly (ImageBuild | ImageBuildTemplate)[] {
  const { context, file, target, names, args, guessed } = given;
  return matrixFills([context, file, target, names], scope.matrix).flatMap(
    ([stated = '.', own, stage, named = '']): readonly (ImageBuild | ImageBuildTemplate)[] => {
      const chosen = stage === undefined || stage === '' ? {} : { target: stage };
      const common = { line, unit: scope.unit, ...(args.length > 0 ? { args } : {}) };
      const unknown = guessed ? { guessed } : {};
      if ([stated, own, stage, named].some((text) => text !== undefined && /\$\{\{\s*inputs\./.test(text)))
        return [
          {
            kind: 'image-build-template',
            ...common,
            context: stated,
            ...(own === undefined ? {} : { dockerfile: own }),
            ...chosen,
            tags: tagsIn(named, true),
            defaults: scope.inputs ?? {},
          },
        ];
      const sub = /^\{\{defaultContext\}\}(?::(.*))?$/.exec(stated);
      const folder = inRepository(scope, sub ? (sub[1] ?? '.') : stated);
      const dockerfile =
        folder === null
          ? null
          : own === undefined
            ? joinPath(folder, 'Dockerfile')
            : inRepository(scope, own);
      if (folder === null || dockerfile === null) return [];
      const tags = tagsIn(named, false);
      const made = tags.length > 0 ? { tags } : {};
      const isStage = chosen.target !== undefined && !chosen.target.includes('$');
      return [
        {
          kind: 'image-build',
          ...common,
          context: folder,
          dockerfile,
          ...(isStage ? chosen : {}),
          ...made,
          ...unknown,
        },
      ];
    },
  );
}

/** Names of images in a list of tags; metadata steps may write `name=x,enable=true`. */
function tagsIn(text: string, asWritten: boolean): readonly string[] {
  // Expressions hold spaces; those that are left are of inputs.
  const whole = text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, '${{$1}}');
  const words = whole.split(/[\s,]+/).map((word) => word.replace(/^name=/, ''));
  const names = words.filter((word) => word !== '' && !word.includes('='));
  const all = names.flatMap((word) => (asWritten ? [word] : (parseImageReference(word)?.repository ?? [])));
  return [...new Set(all)].slice(0, 100);
}
