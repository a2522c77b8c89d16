import { shapeOf } from '../../src/system/value-shape.ts';
import { endless } from '../support/endless.ts';

describe('shapeOf', () => {
  test.each([
    ['', { type: 'empty' }],
    ['5432', { type: 'number' }],
    ['On', { type: 'boolean' }],
    ['./data', { type: 'path' }],
    ['db', { type: 'text' }],
    ['postgres://u:p@DB:5432/app?x=1', { type: 'url', host: 'db', port: 5432 }],
    ['jdbc:postgresql://db/app', { type: 'url', host: 'db' }],
    ['mongodb://m1:27017,m2:27017/app', { type: 'url', host: 'm1', port: 27017 }],
    ['redis:6379', { type: 'host', host: 'redis', port: 6379 }],
    ['kafka-1:9092, kafka-2:9092', { type: 'text', hosts: ['kafka-1', 'kafka-2'] }],
    ['http://es-1:9200,http://es-2:9200', { type: 'url', host: 'es-1', port: 9200 }],
    ['u:p@tcp(mysql:3306)/app', { type: 'text', hosts: ['mysql'] }],
    ['Host=db;Port=5432;Username=u;Password=p', { type: 'text', hosts: ['db'] }],
    ['Server=tcp:mssql,1433;Database=app', { type: 'text', hosts: ['mssql'] }],
    ['read, write', { type: 'text' }],
    ['a:1,b', { type: 'text' }],
  ])('%s', (value, expected) => {
    const { digest, measure, ...shape } = shapeOf(value);
    expect(digest).toHaveLength(22);
    expect(measure === undefined).toBe(value === '');
    expect(shape).toEqual(expected);
  });

  test('a hostile value takes no time', () => {
    const start = performance.now();
    for (const piece of ['a:1,', 'a.', '@tcp(', 'host=', ' ', 'x://', 'a@']) shapeOf(piece.repeat(300_000));
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
