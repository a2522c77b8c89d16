import { nameOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { CatalogUse } from '../../system/catalog-uses.ts';
import type { CatalogAlias } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A version catalog of Gradle lost a name that build scripts take from it. */
export const catalogAliasStillUsed: ChangeRule = {
  kind: 'change',
  id: 'catalog-alias-still-used',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A name is gone from a version catalog, and build scripts still take it',
  assumption: 'Assumes that no build script takes the name from the catalog any more.',
  verify: 'Let Gradle configure the build: `gradle help`.',
  explanation: `Looks at version catalogs of Gradle (\`gradle/libs.versions.toml\`) that lost a library, plugin, bundle or version, and
searches all build scripts of head for it, in unchanged ones too: \`libs.okhttp.core\`, \`libs.plugins.kotlin.jvm\`. What one entry of
the catalog takes from another (\`version.ref\`, the libraries of a bundle) is looked at as well. All that one catalog lost is one finding.

It stays silent for builds that have a catalog or settings of their own, for catalogs to which the settings add names or which were
published, for Kotlin that does not say it reads a catalog, and for comments. Names that are put together when the build runs
(\`findLibrary("a-" + b)\`) are not seen.

Severity: high. Gradle does not compile the script.`,
  check: (change) => [
    ...groupBy(change.catalogUses?.lost ?? [], ({ catalog }) => catalog).map((uses) =>
      problemOfUses(change, uses),
    ),
    ...brokenEntries(change),
  ],
};

function problemOfUses({ base }: Change, uses: readonly [CatalogUse, ...CatalogUse[]]): Problem {
  const [first] = uses;
  const { catalog } = first;
  const name = nameOf(catalog).replace(/\.versions\.toml$/, '');
  const accessors = [...new Set(uses.map(({ accessor }) => `${name}.${accessor}`))];
  const scripts = [...new Set(uses.map(({ path }) => path))];
  const was = base
    .facts('catalog-alias')
    .find(({ file, accessor }) => file === catalog && accessor === first.accessor);
  return {
    subject: accessors.length === 1 ? (accessors[0] ?? catalog) : catalog,
    alsoAbout: accessors,
    identity: [catalog, ...accessors.toSorted()],
    confidence: 'likely',
    title: text`${list(scripts, 2)} still ${[scripts.length === 1 ? 'takes' : 'take']} ${list(accessors, 3)}, which ${code(catalog)} no longer has`,
    assumption: text`Assumes that no build script takes ${list(accessors, 3)} any more.`,
    detail: text`${[uses.length === 1 ? 'One place takes it' : `${uses.length} places in ${scripts.length} build scripts`]}. Gradle does not compile a script that names what no catalog has.`,
    verify: text`Let Gradle configure the build: ${code('gradle help')}`,
    at: { path: first.path, line: first.line },
    atBase: was ? placeOf(was) : null,
    related: uses.slice(1, 9).map(({ path, line, accessor }) => ({
      path,
      line,
      side: 'head' as const,
      note: text`takes ${code(`${name}.${accessor}`)}`,
    })),
  };
}

/** Entries of a catalog that are made of something which the catalog has no more. */
function brokenEntries({ base, head }: Change): readonly Problem[] {
  const before = new Set(brokenIn(base).map(keyOf));
  const fresh = brokenIn(head).filter((each) => !before.has(keyOf(each)));
  return groupBy(fresh, ({ entry }) => entry.file).map((all) => {
    const [{ entry, need }] = all;
    const names = [...new Set(all.map((each) => each.need.replace(/^versions\./, '')))];
    return {
      subject: names.length === 1 ? need : entry.file,
      alsoAbout: all.map((each) => each.need),
      identity: [
        entry.file,
        'entries',
        ...all.map((each) => `${each.entry.accessor} ${each.need}`).toSorted(),
      ],
      confidence: 'certain' as const,
      title: text`${code(entry.file)} has no ${list(names, 3)}, of which ${list(
        all.map((each) => each.entry.alias),
        3,
      )} ${[all.length === 1 ? 'is' : 'are']} made`,
      assumption: text`Assumes that every entry of ${code(entry.file)} finds what it is made of.`,
      detail: ['Gradle refuses the whole catalog.'],
      verify: text`Let Gradle configure the build: ${code('gradle help')}`,
      at: placeOf(entry),
    };
  });
}

interface Broken {
  readonly entry: Located<CatalogAlias>;
  readonly need: string;
}

function keyOf({ entry, need }: Broken): string {
  return [entry.file, entry.accessor, need].join('\0');
}

function brokenIn(system: System): readonly Broken[] {
  const aliases = system.facts('catalog-alias');
  const known = new Set(aliases.map(({ file, accessor }) => `${file}\0${accessor}`));
  return aliases.flatMap((entry) =>
    entry.needs.flatMap((need) => (known.has(`${entry.file}\0${need}`) ? [] : { entry, need })),
  );
}
