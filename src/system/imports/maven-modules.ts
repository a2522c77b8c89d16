/**
 * Java packages of Maven artifacts whose group is not where they put their classes, by `group:artifact` or by
 * group. From the projects' own documentation. Of all others the group is taken.
 */
const modules: Readonly<Record<string, readonly string[]>> = {
  'app.cash.turbine': ['app.cash.turbine'],
  'com.fasterxml.jackson.core:jackson-databind': ['com.fasterxml.jackson.databind'],
  'com.fasterxml.jackson.core:jackson-annotations': ['com.fasterxml.jackson.annotation'],
  'com.fasterxml.jackson.core:jackson-core': ['com.fasterxml.jackson.core'],
  'com.github.ben-manes.caffeine': ['com.github.benmanes.caffeine'],
  'com.github.bumptech.glide': ['com.bumptech.glide'],
  'com.google.code.findbugs': ['javax.annotation', 'edu.umd.cs.findbugs'],
  'com.google.code.gson': ['com.google.gson'],
  'com.google.dagger': ['dagger'],
  'com.google.inject.extensions': ['com.google.inject'],
  'com.google.guava': ['com.google.common'],
  'com.google.truth': ['com.google.common.truth'],
  'com.h2database': ['org.h2'],
  'com.ibm.icu': ['com.ibm.icu'],
  'com.jakewharton.timber': ['timber.log'],
  'com.squareup.leakcanary': ['leakcanary'],
  'com.squareup.okhttp3': ['okhttp3', 'mockwebserver3'],
  'com.squareup.okio': ['okio'],
  'com.squareup.retrofit2': ['retrofit2'],
  'com.squareup.workflow1': ['com.squareup.workflow1'],
  'com.sun.mail': ['javax.mail', 'jakarta.mail'],
  'commons-codec': ['org.apache.commons.codec'],
  'commons-collections': ['org.apache.commons.collections'],
  'commons-fileupload': ['org.apache.commons.fileupload'],
  'commons-io': ['org.apache.commons.io'],
  'commons-lang': ['org.apache.commons.lang'],
  'commons-logging': ['org.apache.commons.logging'],
  dom4j: ['org.dom4j'],
  'io.coil-kt': ['coil'],
  'io.coil-kt.coil3': ['coil3'],
  'io.insert-koin': ['org.koin'],
  'io.github.openfeign': ['feign'],
  'io.mockk': ['io.mockk'],
  'io.reactivex.rxjava3': ['io.reactivex.rxjava3'],
  'jakarta.persistence:jakarta.persistence-api': ['jakarta.persistence'],
  'joda-time': ['org.joda.time'],
  junit: ['org.junit', 'junit.framework'],
  log4j: ['org.apache.log4j'],
  'me.leolin': ['me.leolin.shortcutbadger'],
  'mysql:mysql-connector-java': ['com.mysql'],
  'com.mysql:mysql-connector-j': ['com.mysql'],
  'net.java.dev.jna': ['com.sun.jna'],
  'org.apache.commons:commons-lang3': ['org.apache.commons.lang3'],
  'org.apache.commons:commons-collections4': ['org.apache.commons.collections4'],
  'org.apache.commons:commons-compress': ['org.apache.commons.compress'],
  'org.apache.commons:commons-csv': ['org.apache.commons.csv'],
  'org.apache.commons:commons-text': ['org.apache.commons.text'],
  'org.apache.httpcomponents': ['org.apache.http'],
  'org.apache.httpcomponents.client5': ['org.apache.hc'],
  'org.apache.httpcomponents.core5': ['org.apache.hc'],
  'org.apache.kafka': ['org.apache.kafka'],
  'org.apache.logging.log4j': ['org.apache.logging.log4j'],
  'org.apache.poi': ['org.apache.poi'],
  'org.bouncycastle': ['org.bouncycastle'],
  'org.codehaus.groovy': ['groovy', 'org.codehaus.groovy'],
  'org.apache.groovy': ['groovy', 'org.codehaus.groovy'],
  'org.eclipse.jetty': ['org.eclipse.jetty'],
  'org.hibernate.orm': ['org.hibernate'],
  'org.hibernate.search': ['org.hibernate.search'],
  'org.hibernate.validator': ['org.hibernate.validator'],
  'org.hibernate:hibernate-validator': ['org.hibernate.validator'],
  'org.jetbrains:annotations': ['org.jetbrains.annotations'],
  'org.jetbrains.exposed': ['org.jetbrains.exposed'],
  'org.jetbrains.kotlin:kotlin-stdlib': ['kotlin'],
  'org.jetbrains.kotlin:kotlin-reflect': ['kotlin.reflect'],
  'org.jetbrains.kotlin:kotlin-test': ['kotlin.test'],
  'org.jsoup': ['org.jsoup'],
  'org.liquibase': ['liquibase'],
  'org.projectlombok': ['lombok'],
  'org.robolectric': ['org.robolectric'],
  'org.seleniumhq.selenium': ['org.openqa.selenium'],
  'org.slf4j': ['org.slf4j'],
  'org.springframework:spring-webmvc': ['org.springframework.web'],
  'org.springframework:spring-tx': ['org.springframework.transaction', 'org.springframework.dao'],
  'org.yaml:snakeyaml': ['org.yaml.snakeyaml'],
  'redis.clients': ['redis.clients.jedis'],
};

/** Artifacts of one group that each have a package of their own: `kotlinx-datetime` has `kotlinx.datetime`. */
const each: Readonly<Record<string, (artifact: string) => string>> = {
  'org.jetbrains.kotlinx': (artifact) =>
    artifact.replace(/-(?:core|jvm|android|json|runtime|test)(?:-jvm)?$/, '').replaceAll('-', '.'),
  'org.springframework': (artifact) =>
    `org.springframework.${artifact.replace(/^spring-/, '').replaceAll('-', '.')}`,
  'org.mozilla.components': (artifact) => `mozilla.components.${artifact.replaceAll('-', '.')}`,
};

export interface MavenModules {
  readonly modules: readonly string[];
  /** said by the list above, not taken from the group */
  readonly certain: boolean;
}

/** The Java packages in which an artifact has its classes; none of plugins, which run in the build. */
export function mavenModules(name: string): MavenModules {
  const [group = '', artifact = ''] = name.split(':');
  if (/[-.]plugin$|^maven-|-bom$|^bom$/.test(artifact)) return { modules: [], certain: false };
  for (const key of [name, group])
    if (Object.hasOwn(modules, key)) return { modules: modules[key] ?? [], certain: true };
  if (Object.hasOwn(each, group)) return { modules: [each[group]?.(artifact) ?? group], certain: true };
  // The group is mostly the Java package, too; one without a dot is not.
  const isPackage = /^[a-z][\w]*(?:\.[\w-]+)+$/.test(group);
  return { modules: isPackage ? [group.replaceAll('-', '_')] : [], certain: false };
}
