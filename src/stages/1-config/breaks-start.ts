import type { Read } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';

/** Whether compose fills it into a reference, a port or a path: an empty text is none of them. */
export function breaksStart(system: System, { file, line, unit }: Located<Read>): boolean {
  return (['image', 'port', 'mount'] as const).some((kind) =>
    system.facts(kind).some((fact) => fact.file === file && fact.line === line && fact.unit === unit),
  );
}
