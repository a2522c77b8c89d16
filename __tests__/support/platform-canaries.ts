/** Manifests of platforms and process managers with a value of `v` wherever a value can stand. */
export function platformFiles(name: string, v: (offset: number) => string): Record<string, string> {
  const q = (offset: number): string => JSON.stringify(v(offset));
  return {
    'heroku/app.json': JSON.stringify({
      env: { [name]: v(0), [`B_${name}`]: { value: v(1), description: v(2) } },
      scripts: { postdeploy: `${name}=${v(3)} npm run seed -- --key ${v(4)}` },
      environments: { review: { env: { [`R_${name}`]: v(5) } } },
    }),
    'render.yaml': `services:\n  - type: web\n    name: api\n    startCommand: ${JSON.stringify(`node a.js --key ${v(0)}`)}\n    envVars:\n      - { key: ${name}, value: ${q(1)} }\n`,
    'fly.toml': `app = "x"\n[env]\n${name} = ${q(0)}\n[build.args]\nB_${name} = ${q(1)}\n[processes]\nweb = ${JSON.stringify(`node a.js --key ${v(2)}`)}\n`,
    'wrangler.toml': `name = "x"\n[vars]\n${name} = ${q(0)}\nLIST_${name} = [${q(1)}]\n[env.a.vars]\n${name} = ${q(2)}\n`,
    'edge/wrangler.jsonc': `{\n  "vars": { "${name}": ${q(0)}, "O_${name}": { "a": ${q(1)} } },\n}`,
    'vercel.json': JSON.stringify({ env: { [name]: v(0) }, build: { env: { [`B_${name}`]: v(1) } } }),
    'netlify.toml': `[build.environment]\n${name} = ${q(0)}\n[context.production]\ncommand = ${JSON.stringify(`K=${v(1)} npm run build`)}\n`,
    'railway.json': JSON.stringify({ deploy: { startCommand: `node a.js --key ${v(0)}` } }),
    'nixpacks.toml': `[variables]\n${name} = ${q(0)}\n[start]\ncmd = ${JSON.stringify(`node a.js --key ${v(1)}`)}\n`,
    '.do/app.yaml': `services:\n  - name: api\n    run_command: ${JSON.stringify(`node a.js --key ${v(0)}`)}\n    envs:\n      - { key: ${name}, value: ${q(1)}, type: SECRET }\n`,
    'ops/api.service': `[Service]\nEnvironment="${name}=${v(0)}" B_${name}=${v(1)}\nExecStart=/bin/api --key ${v(2)}\n`,
    'ops/supervisord.conf': `[program:web]\ncommand=web --key ${v(0)}\nenvironment=${name}="${v(1)}",B_${name}='${v(2)}'\n`,
    'ecosystem.config.js': `module.exports = { apps: [{ name: 'a', script: 'a.js', args: '--key ${v(0)}', env: { ${name}: '${v(1)}' }, env_production: { ${name}: process.env.${name} ?? '${v(2)}' } }] };\n`,
    'turbo.json': JSON.stringify({ globalEnv: [name], tasks: {}, note: v(0) }),
    'nx.json': JSON.stringify({ namedInputs: { default: [{ env: name }] }, note: v(0) }),
    '.env.schema': `# @required @type=string(startsWith=${v(0)})\n${name}=${v(1)}\n`,
    '.env.vault': `DOTENV_VAULT_${name}="${v(0)}"\n`,
    Tiltfile: `local_resource('a', 'node a.js --key ${v(0)}', env={'${name}': '${v(1)}'}, serve_cmd='kubectl create secret generic s --from-literal=${name}=${v(2)}')\ndocker_build('x', '.', build_args={'${name}': '${v(3)}'})\nos.getenv('${name}', '${v(4)}')\n`,
    '.goreleaser.yaml': `env: [${JSON.stringify(`${name}=${v(0)}`)}]\nbefore: { hooks: [${JSON.stringify(`node a.js --key ${v(1)}`)}] }\ndockers:\n  - build_flag_templates: [${JSON.stringify(`--build-arg=${name}=${v(2)}`)}]\nx: '{{ envOrDefault "${name}" ${q(3)} }}'\n`,
    Caddyfile: `{$${name}:${v(0).replaceAll(/[{}]/g, '')}} {\n\tbasicauth {env.${name}} ${v(1)}\n}\n`,
    'config/custom-environment-variables.json': JSON.stringify({
      a: { __name: name, __format: v(0) },
      b: v(1),
    }),
    'secretspec.toml': `[profiles.default]\n${name} = { description = ${q(0)}, default = ${q(1)} }\n`,
  };
}
