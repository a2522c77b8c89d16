// What a new rule and a new format begin with: they compile and say where the thinking goes.

/** Files of a new rule, by path. */
export function ruleFiles({ id, name, folder, stage }) {
  const scenarios = `__tests__/scenarios/${stage}/${id}`;
  return {
    [`src/stages/${folder}/${id}.ts`]: rule({ id, name, stage }),
    [`${scenarios}/fires-when-it-breaks.yml`]: scenario(
      'What breaks, in one sentence',
      `\n  - { subject: api, severity: medium, at: "compose.yaml:2" }`,
    ),
    [`${scenarios}/silent-when-it-holds.yml`]: scenario(
      'What looks like it and is fine, in one sentence',
      ' []',
    ),
  };
}

function rule({ id, name, stage }) {
  return `import { code, text } from '../../report/text.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** What it finds, in one sentence. */
export const ${name}: IntegrityRule = {
  kind: 'integrity',
  id: '${id}',
  stage: '${stage}',
  severity: 'medium',
  summary: 'What happened, in one line',
  assumption: 'Assumes what a person can answer with yes or no.',
  verify: 'How a person checks it.',
  explanation: \`What it looks at. When it fires. When it stays silent. How severity is chosen.\`,
  check: (system): readonly Problem[] =>
    system.facts('unit').flatMap((unit) => {
      // When does the assumption hold for this unit? What cannot be told holds: a false alarm is the worst answer.
      const holds = unit.name !== '';
      if (holds) return [];
      return [
        {
          subject: unit.name,
          identity: [unit.file, unit.name],
          confidence: 'likely',
          title: text\`\${code(unit.name)} did what the summary says\`,
          assumption: text\`Assumes \${code(unit.name)} still works\`,
          verify: text\`Start \${code(unit.name)}\`,
          at: { path: unit.file, line: unit.line },
        },
      ];
    }),
};
`;
}

function scenario(title, expect) {
  return `title: ${title}
base:
  compose.yaml: |
    services:
      api:
        image: acme/api:3
head:
  compose.yaml: |
    services:
      api:
        image: acme/api:4
expect:${expect}
`;
}

/** Files of a new format, by path. */
export function formatFiles({ id, name }) {
  const reader = `read${name[0].toUpperCase()}${name.slice(1)}`;
  return {
    [`src/formats/${id}/format.ts`]: `import type { Format } from '../format.ts';

/** Link to the specification of the format. */
const name = /(?:^|\\/)${id}\\.conf$/;

export const ${name}: Format = {
  id: '${id}',
  title: '${id} file',
  stage: 'config',
  matches: (path) => name.test(path),
  read: async (file) => (await import('./read.ts')).${reader}(file),
};
`,
    [`src/formats/${id}/read.ts`]: `import { shapeOf } from '../../system/value-shape.ts';
import type { Declaration } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';

/** Facts of a ${id} file. Throws \`Unreadable\` when the file as a whole cannot be read. */
export function ${reader}({ text }: SourceFile): Reading {
  const facts = text.split(/\\r?\\n/).flatMap((content, index): Declaration[] => {
    const [, variable, value = ''] = /^([A-Z_][A-Z0-9_]*) = (.*)$/.exec(content) ?? [];
    if (variable === undefined) return [];
    return [
      {
        kind: 'declaration',
        name: variable,
        role: 'supplied',
        phase: 'run',
        // Of a value only its shape is kept, never the value.
        value: shapeOf(value),
        line: index + 1,
      },
    ];
  });
  return { facts };
}
`,
    [`__tests__/formats/${id}.test.ts`]: `import { ${name} } from '../../src/formats/${id}/format.ts';
import { ${reader} } from '../../src/formats/${id}/read.ts';

/** Facts as \`line kind name\`. */
function read(text: string): readonly string[] {
  return ${reader}({ path: '${id}.conf', text }).facts.map((fact) =>
    'name' in fact ? \`\${fact.line} \${fact.kind} \${fact.name}\` : \`\${fact.line} \${fact.kind}\`,
  );
}

describe('${id}', () => {
  test.each([
    ['${id}.conf', true],
    ['services/api/${id}.conf', true],
    ['${id}.conf.md', false],
  ])('%s is one: %s', (path, expected) => {
    expect(${name}.matches(path)).toBe(expected);
  });

  test.each([
    ['A = 1\\nB = 2\\n', ['1 declaration A', '2 declaration B']],
    ['A = 1\\r\\n', ['1 declaration A']],
    ['', []],
    ['\\0\\0\\0', []],
  ])('reads %j', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });
});
`,
  };
}
