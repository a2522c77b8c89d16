import { dockerBake } from '../../src/formats/docker-bake/format.ts';
import type { ImageBuild } from '../../src/system/facts.ts';

async function builds(text: string, path = 'docker-bake.hcl'): Promise<readonly ImageBuild[]> {
  const { facts } = await dockerBake.read({ path, text });
  return facts.flatMap((fact) => (fact.kind === 'image-build' ? [fact] : []));
}

describe('docker-bake', () => {
  test.each([
    ['docker-bake.hcl', true],
    ['docker/docker-bake.override.hcl', true],
    ['bake.hcl', true],
    ['main.hcl', false],
    ['docker-bake.json', false],
  ])('matches %s: %s', (path, expected) => {
    expect(dockerBake.matches(path)).toBe(expected);
  });

  test('targets with what they inherit, and names with the defaults of variables', async () => {
    const text = `variable "REGISTRY" { default = "registry.example.org/acme" }
variable "TAG" {}

group "default" { targets = ["api", "web"] }

target "common" {
  context = "."
  args    = { VERSION = TAG }
}

target "api" {
  inherits   = ["common"]
  dockerfile = "services/api/Dockerfile"
  target     = "runtime"
  tags       = ["\${REGISTRY}/api:\${TAG}", "acme/api:latest"]
}

target "web" {
  context = "./web"
  tags    = ["\${OWNER}/web"]
}
`;
    expect(await builds(text)).toEqual([
      { kind: 'image-build', line: 11, context: '', dockerfile: 'services/api/Dockerfile', target: 'runtime', tags: ['registry.example.org/acme/api', 'acme/api'], args: ['VERSION'], unit: 'api' },
      { kind: 'image-build', line: 18, context: 'web', dockerfile: 'web/Dockerfile', tags: ['${OWNER}/web'], unit: 'web' },
    ]); // prettier-ignore
  });

  test.each([
    ['circles', 'target "a" { inherits = ["b"] }\ntarget "b" { inherits = ["a"] }\n', 2],
    ['a context elsewhere', 'target "a" { context = "https://git.example.org/x.git" }\n', 0],
    ['a folder outside', 'target "a" { context = "../../x" }\n', 0],
    ['nothing', '', 0],
    ['a text that ends early', 'target "a" {\n  tags = ["x"', 1],
  ])('bad input: %s', async (_, text, count) => {
    expect((await builds(text)).length).toBeLessThanOrEqual(count);
  });
});
