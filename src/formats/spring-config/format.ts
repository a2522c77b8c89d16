import type { Format } from '../format.ts';

/** `application.yml`, `application-prod.properties`, `bootstrap.yml` of Spring, Micronaut and Quarkus. */
export const springConfig: Format = {
  id: 'spring-config',
  title: 'Spring, Micronaut or Quarkus configuration',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:application|bootstrap)(?:-[\w.-]+)?\.(?:ya?ml|properties)$|(?:^|\/)META-INF\/microprofile-config[\w-]*\.properties$/.test(
      path,
    ),
  // An Argo CD `application.yaml` is a Kubernetes object.
  recognises: (text) => !/^apiVersion:/m.test(text),
  limit: 2 << 20,
  read: async (file) => (await import('./read.ts')).readSpringConfig(file),
};
