/** Lockfiles and manifests with a canary wherever credentials can stand: in addresses, and in what is no version. */
export function lockfileFiles(v: (offset: number) => string, n: number): Record<string, string> {
  const at = (offset: number): string => `https://user:${v(offset)}@packages.example.org`;
  return {
    'py/uv.lock': `version = 1\n\n[[package]]\nname = "a"\nversion = "1.0.${n}"\nsource = { registry = "${at(0)}/simple" }\nwheels = [\n    { url = "${at(1)}/a.whl?token=${v(2)}", hash = "sha256:aa${n}" },\n]\n`,
    'py/poetry.lock': `[[package]]\nname = "b"\nversion = "1.0.${n}"\n\n[package.source]\ntype = "legacy"\nurl = "${at(1)}/simple"\n\n[metadata]\nlock-version = "2.0"\n`,
    'py/requirements.txt': `--extra-index-url ${at(0)}/simple\nc==1.0.${n}\nd @ ${at(1)}/d.zip\n-e git+${at(2)}/e.git#egg=e\n`,
    'py/pyproject.toml': `[project]\nname = "x"\ndependencies = ["d @ ${at(0)}/d-${n}.zip"]\n\n[tool.other]\nkey = '${v(1)}'\n`,
    'py/Pipfile': `[[source]]\nurl = "${at(0)}"\n\n[packages]\nf = "==1.${n}"\n`,
    'py/Pipfile.lock': `{"_meta": {"sources": [{"name": "s", "url": "${at(0)}"}]}, "default": {"f": {"version": "==1.${n}", "index": "s"}}, "develop": {}}`,
    'rb/Gemfile.lock': `GEM\n  remote: ${at(0)}/\n  specs:\n    g (1.${n})\n\nDEPENDENCIES\n  g\n`,
    'php/composer.json': `{"require": {"a/b": "1.${n}"}, "config": {"token": ${JSON.stringify(v(0))}}}`,
    'php/composer.lock': `{"packages": [{"name": "a/b", "version": "1.${n}", "source": {"type": "git", "url": "${at(0)}/b.git", "reference": "aaaaaaa"}}]}`,
    'rs/Cargo.lock': `version = 4\n\n[[package]]\nname = "h"\nversion = "1.0.${n}"\nsource = "sparse+${at(0)}/index/"\n`,
    'rs/Cargo.toml': `[package]\nname = "r"\n\n[dependencies]\nh = { git = "${at(0)}/h.git", rev = "a${n}" }\n\n[package.metadata.x]\nkey = '${v(1)}'\n`,
    'bun/bun.lock': `{"lockfileVersion": 1, "workspaces": {"": {"name": "b", "dependencies": {"i": "1.${n}.0"}}}, "packages": {"i": ["i@1.${n}.0", "${at(0)}/i/-/i.tgz", {}, "sha512-A=="]}}`,
    'jvm/pom.xml': `<project><artifactId>a</artifactId><properties><secret>${v(0)}</secret></properties><dependencies><dependency><groupId>g</groupId><artifactId>j</artifactId><version>1.${n}</version></dependency></dependencies></project>`,
    'jvm/build.gradle': `def password = '${v(0)}'\ndependencies {\n  implementation 'g:k:1.${n}'\n}\n`,
    'jvm/gradle/libs.versions.toml': `[versions]\nl = "1.${n}"\n[libraries]\nl = { module = "g:l", version.ref = "l" }\n[metadata]\nnote = '${v(0)}'\n`,
    'net/app.csproj': `<Project><PropertyGroup><Secret>${v(0)}</Secret></PropertyGroup><ItemGroup><PackageReference Include="M" Version="1.${n}" /></ItemGroup></Project>`,
    'net/paket.lock': `NUGET\n  remote: ${at(0)}/v3\n    N (1.${n})\n`,
    'mix/mix.lock': `%{\n  "o": {:git, "${at(0)}/o.git", "aaaaaaa${n}", []},\n}\n`,
    'ios/Podfile.lock': `PODS:\n  - P (1.${n})\n\nDEPENDENCIES:\n  - P\n\nEXTERNAL SOURCES:\n  P:\n    :git: ${at(0)}/p.git\n`,
    'ios/Package.resolved': `{"version": 2, "pins": [{"identity": "q", "location": "${at(0)}/q.git", "state": {"version": "1.${n}"}}]}`,
    'dart/pubspec.lock': `packages:\n  r:\n    dependency: "direct main"\n    source: hosted\n    description:\n      url: "${at(0)}"\n    version: "1.${n}.0"\n`,
    'helm/Chart.lock': `dependencies:\n- name: s\n  repository: ${at(0)}/charts\n  version: 1.${n}.0\n`,
    'nix/flake.lock': `{"version": 7, "root": "root", "nodes": {"root": {"inputs": {"t": "t"}}, "t": {"locked": {"type": "git", "url": "${at(0)}/t.git", "rev": "a${n}"}}}}`,
    'conda/conda-lock.yml': `version: 1\npackage:\n- name: u\n  version: 1.${n}\n  manager: conda\n  platform: linux-64\n  url: ${at(0)}/u.conda\n`,
  };
}
