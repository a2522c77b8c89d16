import type { Unreadable } from '../../src/formats/format.ts';
import { tiltfile } from '../../src/formats/tiltfile/format.ts';
import { readTiltfile } from '../../src/formats/tiltfile/read.ts';

const read = async (text: string, path = 'dev/Tiltfile'): Promise<readonly unknown[]> =>
  (await readTiltfile({ path, text })).facts;

describe('tiltfile', () => {
  test.each([
    ['Tiltfile', true],
    ['dev/Tiltfile', true],
    ['api.Tiltfile', true],
    ['Tiltfile.ci', true],
    ['lib/db.tiltfile', true],
    ['Tiltfile.md.txt', false],
    ['docs/tiltfiles.md', false],
  ])('%s is one: %s', (path, expected) => {
    expect(tiltfile.matches(path)).toBe(expected);
  });

  test('images, by the place of the file', async () => {
    const text = `load('ext://restart_process', 'docker_build_with_restart')
docker_build('shop/api', '..', dockerfile='./Dockerfile.api', target='dev', build_args={'NODE_ENV': 'x', "PORT": 1})
docker_build_with_restart(
    'registry.example.org/shop/web:dev',
    context='../web',
    entrypoint=['/web'],
)
docker_build('written', '.', dockerfile_contents='FROM scratch')
docker_build('outside', '../../..')
docker_build('unknown', config.main_dir)
custom_build('shop/tool', 'docker build -t $EXPECTED_REF -f tool/Dockerfile tool', deps=['tool'])
`;
    expect(await read(text)).toEqual([
      {
        kind: 'image-build',
        line: 2,
        context: '',
        dockerfile: 'dev/Dockerfile.api',
        target: 'dev',
        tags: ['shop/api'],
        args: ['NODE_ENV', 'PORT'],
        unit: 'image shop/api',
      },
      expect.objectContaining({
        line: 3,
        context: 'web',
        dockerfile: 'web/Dockerfile',
        tags: ['registry.example.org/shop/web'],
      }),
      expect.objectContaining({
        line: 11,
        context: 'dev/tool',
        dockerfile: 'dev/tool/Dockerfile',
        tags: ['shop/tool'],
      }),
    ]);
  });

  test('a function of the file that builds images', async () => {
    const text = `
ROOT = '../services/'

def image(ref, name, file='Dockerfile.binary'):
    docker_build(ref, context=ROOT + name, dockerfile='docker/%s/%s' % (name, file))
    return name

image('shop/api:dev', 'api', 'Dockerfile')
image(ref='shop/' + 'web', name='web', file='Dockerfile')
image('shop/x', name='x')
`;
    expect(await read(text)).toEqual([
      expect.objectContaining({
        context: 'services/api',
        dockerfile: 'dev/docker/api/Dockerfile',
        tags: ['shop/api'],
      }),
      expect.objectContaining({
        context: 'services/web',
        dockerfile: 'dev/docker/web/Dockerfile',
        tags: ['shop/web'],
      }),
    ]);
  });

  test('commands, variables and files', async () => {
    const text = `docker_compose(['../compose.yaml', 'compose.dev.yaml'])
docker_compose(encode_yaml({'services': {}}))
k8s_yaml(['k8s/api.yaml', 'k8s/web.yaml'])
k8s_yaml(kustomize('k8s/overlay'))
k8s_yaml(helm('chart', values=['values.dev.yaml']))
include('../web/Tiltfile')
load('ext://helm_remote', 'helm_remote')
if os.path.exists('more.yaml'):
    k8s_yaml('more.yaml')
local_resource('migrate', 'cd .. && make migrate', env={'DATABASE_URL': 'postgres://db/x', 'TOKEN': token})
local_resource('web', serve_cmd=['npm', 'run', 'dev'], serve_dir='../web')
token = os.getenv('TILT_TOKEN')
host = os.environ['TILT_HOST']
port = os.environ.get('TILT_PORT', '80')
os.putenv('DOCKER_BUILDKIT', '1')
`;
    const facts = await read(text);
    expect(facts).toEqual([
      { kind: 'compose-start', line: 1, paths: ['compose.yaml', 'dev/compose.dev.yaml'], unit: 'tilt' },
      { kind: 'include', line: 3, path: 'k8s/api.yaml', required: true },
      { kind: 'include', line: 3, path: 'k8s/web.yaml', required: true },
      { kind: 'include', line: 4, path: 'k8s/overlay', required: true },
      { kind: 'include', line: 5, path: 'chart', required: true },
      { kind: 'include', line: 5, path: 'values.dev.yaml', required: true },
      { kind: 'include', line: 6, path: '../web/Tiltfile', required: true },
      expect.objectContaining({ kind: 'unit', line: 10, name: 'migrate' }),
      expect.objectContaining({ kind: 'declaration', line: 10, name: 'DATABASE_URL', unit: 'migrate' }),
      expect.objectContaining({ kind: 'declaration', line: 10, name: 'TOKEN', from: 'expression' }),
      expect.objectContaining({
        kind: 'invocation',
        line: 10,
        runner: 'make',
        name: 'migrate',
        directory: '',
      }),
      expect.objectContaining({ kind: 'invocation', line: 11, runner: 'npm', name: 'dev', directory: 'web' }),
      { kind: 'read', line: 12, name: 'TILT_TOKEN', strength: 'guarded', phase: 'ci', via: 'os.environ' },
      { kind: 'read', line: 13, name: 'TILT_HOST', strength: 'required', phase: 'ci', via: 'os.environ' },
      { kind: 'read', line: 14, name: 'TILT_PORT', strength: 'defaulted', phase: 'ci', via: 'os.environ' },
      expect.objectContaining({ kind: 'declaration', line: 15, name: 'DOCKER_BUILDKIT', phase: 'ci' }),
    ]);
    expect(JSON.stringify(facts)).not.toContain('postgres://');
  });

  test('objects that kubectl makes', async () => {
    const text = `local_resource('keys', '''set -e
kubectl -n shop create secret generic keys --from-literal=API_KEY="$API_KEY" \\
  --from-file=tls.crt=./a.crt --from-file b.pem -o yaml --dry-run=client | kubectl apply -f -
kubectl create configmap all --from-file=./folder --from-env-file=.env
kubectl create secret tls t --cert=a
kubectl delete secret generic keys
''')
`;
    expect(await read(text)).toEqual([
      {
        kind: 'config-object',
        type: 'secret',
        name: 'keys',
        namespace: 'shop',
        keys: ['API_KEY', 'tls.crt', 'b.pem'],
        open: false,
        line: 2,
      },
      {
        kind: 'declaration',
        name: 'API_KEY',
        role: 'supplied',
        phase: 'run',
        from: 'secret',
        line: 2,
      },
      { kind: 'config-object', type: 'config-map', name: 'all', keys: [], open: true, line: 4 },
    ]);
  });

  test.each([
    '',
    '\0',
    'docker_build()',
    'docker_build(1, 2, 3)\r\n',
    'docker_build("a", "%s" % ())',
    'def f(a): docker_build(a, f(a))\nf(f)',
    'def f(a): f(a)\nlocal_resource(f, f)',
    'a = b\nb = a\ndocker_build(a, b)',
  ])('takes %j', async (text) => {
    await expect(read(text)).resolves.toBeInstanceOf(Array);
  });

  test.each([
    ['<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n', 'merge-conflict'],
    ['k8s_yaml(', 'unparsable'],
    ['%%% {{{ ]]] ((( !!!', 'unparsable'],
  ])('refuses %j', async (text, reason) => {
    await expect(read(text)).rejects.toEqual(expect.objectContaining({ reason }) as Unreadable);
  });
});
