import type { Format } from '../format.ts';

/** https://docs.gitlab.com/ci/yaml/ */
export const gitlabCi: Format = {
  id: 'gitlab-ci',
  title: 'GitLab pipeline',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:[^/]*\.)?\.?gitlab-ci(?:[.-][^/]*)?\.ya?ml$|(?:^|\/)\.gitlab\/ci\/.+\.ya?ml$/.test(path),
  read: async (file) => (await import('./read-gitlab.ts')).readGitLab(file),
};

/** https://circleci.com/docs/reference/configuration-reference/ */
export const circleCi: Format = {
  id: 'circleci',
  title: 'CircleCI pipeline',
  stage: 'config',
  matches: (path) => /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/.test(path),
  recognises: (text) => /^jobs:/m.test(text),
  read: async (file) => (await import('./read-circleci.ts')).readCircleCi(file),
};

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/ */
export const azurePipelines: Format = {
  id: 'azure-pipelines',
  title: 'Azure pipeline',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)[^/]*azure-pipelines?[^/]*\.ya?ml$|(?:^|\/)\.?azure-pipelines?\/.+\.ya?ml$/i.test(path),
  recognises: (text) => /^(?:steps|jobs|stages):/m.test(text),
  read: async (file) => (await import('./read-azure.ts')).readAzure(file),
};

/** https://www.jenkins.io/doc/book/pipeline/syntax/ */
export const jenkinsfile: Format = {
  id: 'jenkinsfile',
  title: 'Jenkins pipeline',
  stage: 'config',
  matches: (path) =>
    /(?:^|\/)(?:Jenkinsfile(?:[.-][\w.-]+)?|[\w.-]+\.[jJ]enkinsfile)$/.test(path) &&
    !/\.(?:md|txt|ya?ml)$/.test(path),
  read: async (file) => (await import('./read-jenkins.ts')).readJenkins(file),
};
