import type { Declaration, Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { booleanOf, entries, get } from '../node.ts';
import { inOrder, neededEntry, variableName } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** A secret is required unless it says otherwise; what a profile leaves out it takes from `default`. */
export function readSecretspec({ text }: SourceFile): Reading {
  const profiles = get(readToml(text), 'profiles');
  const facts = [...entries(profiles)].flatMap(({ key: profile, node }) =>
    [...entries(node)].flatMap(({ key: name, line, node: own }): readonly Fact[] => {
      if (!variableName.test(name) || own.kind !== 'map') return [];
      const base = profile === 'default' ? undefined : get(profiles, 'default', name);
      const defaulted = (get(own, 'default') ?? get(base, 'default')) !== undefined;
      const required = booleanOf(get(own, 'required') ?? get(base, 'required')) !== false && !defaulted;
      const declaration: Declaration = {
        kind: 'declaration',
        name,
        role: 'validated',
        phase: 'run',
        required,
        defaulted,
        line,
      };
      return required ? [declaration, neededEntry('dashboard', name, line)] : [declaration];
    }),
  );
  return { facts: inOrder(facts) };
}
