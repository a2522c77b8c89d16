import { isProsePath } from '../formats/code-paths.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import { composeSets } from './compose-project.ts';
import type { Declaration } from './facts.ts';
import type { Located, System } from './system.ts';
import { declarationsOf } from './variables.ts';

/** What SDKs and frameworks read by themselves: code need not name it. */
const byLibraries =
  /^(?:AWS|AZURE|GOOGLE|GCP|GCLOUD|CLOUDFLARE|OTEL|SENTRY|DD|NEW_RELIC|NEXTAUTH|AUTH|NEXT|NUXT|NITRO|PRISMA|DJANGO|FLASK|CELERY|UVICORN|GUNICORN|SPRING|ASPNETCORE|DOTNET|RAILS|RACK|BUNDLE|PHX|MIX|RUST|CARGO|GO|PIP|POETRY|UV|NPM|YARN|PNPM|TURBO|DOCKER|COMPOSE|PG|MYSQL|POSTGRES|REDIS|MONGO|MINIO|KAFKA|CLICKHOUSE|ELASTIC|SUPABASE|TWILIO|HF|HUGGINGFACE|TRANSFORMERS|TORCH|CUDA|LANGSMITH|LANGCHAIN|LITELLM)_|^(?:DATABASE_URL|REDIS_URL|SECRET_KEY_BASE|(?:OPENAI|ANTHROPIC|COHERE|GROQ|MISTRAL|RESEND|STRIPE)_API_KEY|PG[A-Z]+)$/;

/**
 * Declarations of a name that nothing makes use of any more, the ones that people copy first: examples, env
 * files, services that are built here. Empty as soon as anything may still need it.
 */
export function lastDeclarations(system: System, name: string): readonly Located<Declaration>[] {
  if (byLibraries.test(name)) return [];
  const declared = declarationsOf(system, name);
  if (declared.length === 0 || declared.some(({ phase }) => phase !== 'run')) return [];
  if (isReadOtherwise(system, name, declared) || isForOthers(system, name)) return [];
  const files = new Set(declared.map(({ file }) => file));
  const elsewhere = system
    .mentions('variable', name)
    .filter(({ path }) => !files.has(path) && !isProsePath(path));
  if (elsewhere.length > 0) return [];
  const rank = ({ file, role }: Located<Declaration>): number => {
    const format = system.files.get(file)?.format;
    return format === 'dotenv' ? (role === 'documented' ? 0 : 1) : format === 'compose' ? 2 : 3;
  };
  return declared.filter((fact) => rank(fact) < 3).toSorted((a, b) => rank(a) - rank(b));
}

/** A read of any kind, the one that only hands the variable on under its own name left out (`X: ${X}`). */
function isReadOtherwise(system: System, name: string, declared: readonly Located<Declaration>[]): boolean {
  return system.facts('read').some((read) => {
    if (read.strength === 'prefix') return read.name !== '' && name.startsWith(read.name);
    if (read.name !== name) return false;
    return !declared.some(
      ({ file, line, unit }) => file === read.file && line === read.line && unit === read.unit,
    );
  });
}

/** A service whose image is not built here gets it, or is named after the same thing and loads the file. */
function isForOthers(system: System, name: string): boolean {
  const word = (name.split('_')[0] ?? '').toLowerCase();
  return composeSets(system).some(({ services }) =>
    [...services.values()].some(({ build, environment, envFiles, image, name: service }) => {
      if (build) return false;
      if (environment.has(name)) return true;
      const isNamed = `${service} ${image?.repository ?? ''}`.toLowerCase().includes(word);
      return (
        isNamed &&
        envFiles.some(({ file, path }) => isDeclaredIn(system, joinPath(folderOf(file), path), name))
      );
    }),
  );
}

function isDeclaredIn(system: System, path: string | null, name: string): boolean {
  return declarationsOf(system, name).some(({ file }) => file === path);
}
