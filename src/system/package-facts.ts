import type { At } from './facts.ts';

/** A language or tool version that something asks for. */
export interface Runtime extends At {
  readonly kind: 'runtime';
  /** `node`, `python`, `go`, `java`, `ruby`, `php`, `rust`, `dotnet`, `pnpm`, `yarn`, `npm` … */
  readonly name: string;
  /** as written, `v` prefix and quotes taken off: `20.11.1`, `>=18 <21`, `lts/iron`, `3.12-slim` is `3.12` */
  readonly version: string;
  readonly source: 'image' | 'manifest' | 'tool-file' | 'ci';
}

export type Ecosystem =
  'npm' | 'pypi' | 'go' | 'cargo' | 'rubygems' | 'packagist' | 'maven' | 'nuget' | (string & {});

/** A resolved entry of a lockfile; or what a manifest names with one version where builds keep no lockfile (`declared`). */
export interface Package extends At {
  readonly kind: 'package';
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  /** null where neither the file nor its manifest says */
  readonly direct: boolean | null;
  /** reached only from development dependencies; null where not said */
  readonly dev: boolean | null;
  readonly optional?: boolean;
  readonly source: {
    readonly type: 'registry' | 'git' | 'tarball' | 'path' | 'workspace' | 'unknown';
    /** host, or `host/owner/repo` and commit for git; credentials never; null where the file does not say */
    readonly host: string | null;
    readonly location?: string;
    readonly commit?: string;
  };
  /** `sha512-…`, `sha1-…`, `sha256:…` as written, one per artefact; empty where not said */
  readonly integrity: readonly string[];
  readonly installScript?: boolean;
  readonly deprecated?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  /** `name@version` that the address it is fetched from names, where that is another than the entry says */
  readonly serves?: string;
  /** the name it is installed under, where that is another and nothing in the file asks for it that way */
  readonly installedAs?: string;
  /** a manifest says so and no lockfile does: no rule counts it as locked */
  readonly declared?: true;
  /** of Go: `module@version` that is required, and that this module is built in place of */
  readonly replaces?: string;
  /** where its makers keep it, where the file says so: `host/owner/repo` */
  readonly repository?: string;
  /** of PHP: namespaces that it brings, as code names them, without the last backslash */
  readonly namespaces?: readonly string[];
  readonly peers?: Readonly<Record<string, string>>;
  /** keys of the entries it needs, in this file's own key space */
  readonly requires?: readonly string[];
  /** this entry's key in the file; unique there */
  readonly key: string;
}

/** What a manifest, or the manifest copy inside a lockfile, asks for. */
export interface Requirement extends At {
  readonly kind: 'requirement';
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly specifier: string;
  /** `unsaid`: a lockfile that does not tell one group from the other (Yarn) */
  readonly group: 'prod' | 'dev' | 'peer' | 'optional' | 'unsaid';
  /** in a lockfile: folder of the workspace package that asks, relative to the lockfile; `` for the root */
  readonly importer?: string;
  /** in a lockfile: key of the package entry that answers it; absent for a link to a folder */
  readonly resolved?: string;
  /** of Maven: it asks for nothing, and gives the version to whoever does (`dependencyManagement`); `import`: so does all that it manages */
  readonly manages?: 'this' | 'import';
}

/** Where an installer is told to fetch packages from. */
export interface PackageRegistry extends At {
  readonly kind: 'package-registry';
  readonly ecosystem: Ecosystem;
  /** the packages that it is for: a scope of npm; null for all */
  readonly scope: string | null;
  /** asked beside the others, not in their place: whoever has the newest version wins */
  readonly beside: boolean;
  readonly host: string;
}

/** A name that stands for a version in manifests of a build. */
export interface VersionProperty extends At {
  readonly kind: 'version-property';
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** as written; may name others */
  readonly version: string;
}

/** The manifest whose properties and managed versions another one takes over. */
export interface ManifestParent extends At {
  readonly kind: 'manifest-parent';
  readonly ecosystem: Ecosystem;
  /** `group:artifact` */
  readonly name: string;
  readonly version: string;
  /** as written or by default, relative to the file's folder */
  readonly path: string;
}

/** A package manifest as a whole: who it is and which folders it takes in. */
export interface Manifest extends At {
  readonly kind: 'manifest';
  readonly ecosystem: Ecosystem;
  readonly name: string | null;
  readonly version: string | null;
  /** patterns of the folders that are workspace packages of this one, as written; empty where it has none */
  readonly workspaces: readonly string[];
}

/** A lockfile as a whole. */
export interface Lockfile extends At {
  readonly kind: 'lockfile';
  readonly ecosystem: Ecosystem;
  readonly manager: 'npm' | 'pnpm' | 'yarn' | (string & {});
  /** of the file's format, as written */
  readonly version: string;
  /** folders, relative to the lockfile, whose manifests it holds a copy of; null when the format keeps none */
  readonly importers: readonly string[] | null;
  /** `checksums`: of what may be downloaded, not of what is chosen; versions that come and go there are no moves */
  readonly holds?: 'checksums';
}

/** Something forces the version of a package wherever it is asked for (`overrides`, `resolutions`). */
export interface Override extends At {
  readonly kind: 'override';
  readonly ecosystem: Ecosystem;
  /** as written: `lodash`, `react@17`, `webpack>ajv` */
  readonly selector: string;
  /** the package that is forced */
  readonly name: string;
  readonly specifier: string;
  /** of `package.json`: the key it stands under, since each installer has its own */
  readonly field?: string;
  /** the lockfile says that nothing takes it (`[[patch.unused]]` of Cargo) */
  readonly unused?: true;
}

/** A package that may run code of its own when it is installed, where a package manager asks for leave. */
export interface InstallPermission extends At {
  readonly kind: 'install-permission';
  readonly ecosystem: Ecosystem;
  /** its name, as far as the list says; `*` for all of them */
  readonly name: string;
}

/** Settings of an installer forbid packages to run code when they are installed (`ignore-scripts`, `enableScripts: false`). */
export interface InstallPrevention extends At {
  readonly kind: 'install-prevention';
  readonly ecosystem: Ecosystem;
  /** as the settings call it */
  readonly setting: string;
}

/** A range that manifests refer to by `catalog:`. */
export interface CatalogEntry extends At {
  readonly kind: 'catalog-entry';
  readonly ecosystem: Ecosystem;
  readonly catalog: string;
  readonly name: string;
  readonly specifier: string;
}

/** A package that pnpm installs before all others, and whose hooks then take part in installing. */
export interface ConfigDependency extends At {
  readonly kind: 'config-dependency';
  readonly ecosystem: Ecosystem;
  readonly name: string;
}

/** A manifest allows peers outside of the range that a package states (`peerDependencyRules` of pnpm). */
export interface PeerPermission extends At {
  readonly kind: 'peer-permission';
  readonly ecosystem: Ecosystem;
  /** the peer; `*` within where patterns are meant */
  readonly name: string;
  /** the package that asks for it; null for all of them */
  readonly asker: string | null;
  /** what is allowed; `*` for everything */
  readonly specifier: string;
}

/** A manifest changes the contents of a package by a patch of the repository. */
export interface PackagePatch extends At {
  readonly kind: 'package-patch';
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** the version that is patched; null where all are */
  readonly version: string | null;
  /** of the patch, as written; null where the file does not say */
  readonly path: string | null;
}

/** A name by which build scripts take something from a version catalog of Gradle. */
export interface CatalogAlias extends At {
  readonly kind: 'catalog-alias';
  /** as build scripts write it behind the catalog's own name: `okhttp.core`, `plugins.kotlin.jvm`, `bundles.ui` */
  readonly accessor: string;
  /** as the catalog writes it: `okhttp-core` */
  readonly alias: string;
  /** of a library or plugin: the package that it stands for */
  readonly package?: string;
  /** accessors of the same catalog that it is made of: libraries of a bundle, the version of a library */
  readonly needs: readonly string[];
}

export type PackageFact =
  | Runtime
  | Package
  | Requirement
  | Manifest
  | Lockfile
  | Override
  | CatalogEntry
  | CatalogAlias
  | ConfigDependency
  | InstallPermission
  | InstallPrevention
  | PeerPermission
  | PackagePatch
  | PackageRegistry
  | VersionProperty
  | ManifestParent;
