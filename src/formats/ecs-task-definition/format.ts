import type { Format } from '../format.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
export const ecsTaskDefinition: Format = {
  id: 'ecs-task-definition',
  title: 'ECS task definition',
  stage: 'config',
  matches: (path) => /\.json(?:\.(?:tpl|tftpl|tmpl|template|j2))?$/.test(path),
  recognises: (text) =>
    /"containerDefinitions"\s*:\s*\[/.test(text) ||
    (/^\s*\[/.test(text) &&
      /"image"\s*:/.test(text) &&
      /"(?:portMappings|logConfiguration|memoryReservation|essential)"\s*:/.test(text)),
  read: async (file) => (await import('./read.ts')).readTaskDefinition(file),
};
