import { probeTarget } from '../../src/formats/probe-target.ts';

test.each([
  ['curl -f http://localhost:8080/health || exit 1', { port: 8080, httpPath: '/health' }],
  ['wget -qO- "http://127.0.0.1/ready?full=1"', { port: 80, httpPath: '/ready' }],
  ['curl --fail https://localhost', { port: 443, httpPath: '/' }],
  ['curl -f http://localhost:${PORT:-80}/health', { httpPath: '/health' }],
  ['curl -f "http://localhost:$PORT"', { httpPath: '/' }],
  ['curl http://localhost.example.com/', {}],
  ['nc -z localhost 5432', { port: 5432 }],
  ['pg_isready -U app', {}],
  ['curl http://example.com:8080/health', {}],
])('probeTarget(%s)', (text, expected) => {
  expect(probeTarget(text)).toEqual(expected);
});
