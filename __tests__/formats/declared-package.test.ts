import { declaredPackages } from '../../src/formats/declared-package.ts';
import { requirementFact } from '../../src/formats/locked-package.ts';
import { pom } from '../../src/formats/pom/format.ts';
import { factsOf } from '../support/package-facts.ts';

const asked = (specifier: string) => requirementFact('maven', { name: 'a:b', specifier, line: 3 });

describe('declaredPackages', () => {
  test.each([
    ['1.2.3', '1.2.3'],
    ['[1.2.3]', '1.2.3'],
    ['[ 1.2.3 ]', '1.2.3'],
    ['==1.0', '1.0'],
    ['===1!1.0.post1', '1!1.0.post1'],
    ['33.2.1-jre', '33.2.1-jre'],
  ])('takes %s for one version', (specifier, version) => {
    expect(declaredPackages([asked(specifier)])).toMatchObject([
      { kind: 'package', name: 'a:b', version, direct: true, dev: false, declared: true, line: 3 },
    ]);
  });

  test.each([
    '',
    '[1.0,2.0)',
    '>=1.0',
    '1.*',
    '1.+',
    '^1.0',
    '${version}',
    '$(Version)',
    '[1.0',
    '1.0]',
    '==1.*',
  ])('takes %j for no version', (specifier) => {
    expect(declaredPackages([asked(specifier)])).toEqual([]);
  });

  test('keys are unique', () => {
    const keys = declaredPackages([asked('1.0'), asked('1.0')]).map(({ key }) => key);
    expect(keys).toEqual(['a:b@1.0', 'a:b@1.0#2']);
  });
});

test('a pom declares dependencies, with what it manages itself, and no plugins', async () => {
  const text = `<project>
  <properties><left>1.2.0</left></properties>
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>org.example</groupId><artifactId>right</artifactId><version>2.0.0</version><scope>test</scope></dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.example</groupId><artifactId>left</artifactId><version>\${left}</version></dependency>
    <dependency><groupId>org.example</groupId><artifactId>right</artifactId></dependency>
    <dependency><groupId>org.example</groupId><artifactId>above</artifactId></dependency>
    <dependency><groupId>org.example</groupId><artifactId>range</artifactId><version>[1,2)</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.0.0</version></plugin></plugins></build>
</project>
`;
  const found = factsOf(await pom.read({ path: 'pom.xml', text }), 'package');
  expect(found.map(({ name, version, dev, line }) => `${line} ${name}@${version} ${dev}`)).toEqual([
    '9 org.example:left@1.2.0 false',
    '11 org.example:right@2.0.0 true',
  ]);
});
