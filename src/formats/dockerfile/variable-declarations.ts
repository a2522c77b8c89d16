import type { Declaration } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Instruction, Property } from './instructions.ts';
import type { Scope } from './scope.ts';
import type { Stage } from './stage.ts';

const variableName = /^[A-Za-z_]\w*$/;

/**
 * ARG: accepts a value from the build command. In a stage, `ARG X` alone also takes over
 * the default of an ARG before the first FROM.
 */
export function declareArguments(
  instruction: Instruction,
  globals: Scope,
  stage: Stage | undefined,
): readonly Declaration[] {
  const scope = stage?.scope ?? globals;
  return instruction.properties.flatMap((property): Declaration[] => {
    const { name, line } = property;
    if (!variableName.test(name)) return [];
    const own = property.value === null ? null : fillIn(property, scope);
    const value = own ? own.value : stage && globals.has(name) ? globals.valueOf(name) : undefined;
    scope.accept(name, value);
    const defaulted = own !== null || value !== undefined;
    const shape = value === undefined ? {} : { value: shapeOf(value) };
    const from = !defaulted ? { from: 'host' as const } : own?.variable ? { from: 'variable' as const } : {};
    const unit = stage ? { unit: stage.name } : {};
    return [
      {
        kind: 'declaration',
        name,
        role: 'supplied',
        phase: 'build',
        ...unit,
        defaulted,
        ...shape,
        ...from,
        line,
      },
    ];
  });
}

/** ENV: holds for the rest of the build and for whatever runs the image. */
export function declareEnvironment(instruction: Instruction, stage: Stage): readonly Declaration[] {
  const values = instruction.properties.map((property) => ({ property, ...fillIn(property, stage.scope) }));
  return values.flatMap(({ property, value, variable, host }): Declaration[] => {
    const { name, line } = property;
    if (!variableName.test(name)) return [];
    // All values of one ENV see what was set before it.
    stage.scope.set(name, value);
    const shape = value === undefined ? host : shapeOf(value);
    const supply = { ...(shape ? { value: shape } : {}), ...(variable ? { from: 'variable' as const } : {}) };
    return [{ kind: 'declaration', name, role: 'supplied', phase: 'run', unit: stage.name, ...supply, line }];
  });
}

interface Filled {
  /** undefined when something outside of the file decides it */
  readonly value: string | undefined;
  readonly variable: boolean;
  /** shape of the text as far as it is known, when that names a host */
  readonly host: ReturnType<typeof shapeOf> | undefined;
}

function fillIn(property: Property, scope: Scope): Filled {
  const written = property.value ?? '';
  if (!property.raw.includes('$') || /^'[^']*'$/.test(property.raw))
    return { value: written, variable: false, host: undefined };
  const text = property.raw.includes('\\$') ? property.raw.replace(/^"(.*)"$/, '$1') : written;
  const filled = scope.fillIn(text);
  const shape = shapeOf(filled.text);
  return {
    value: filled.resolved ? filled.text : undefined,
    variable: filled.expansions.length > 0,
    host: shape.host === undefined ? undefined : shape,
  };
}
