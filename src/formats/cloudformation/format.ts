import type { Format } from '../format.ts';

const version = /AWSTemplateFormatVersion|AWS::Serverless-2016-10-31/;
const resource = /^[ \t]*["']?Type["']?:[ \t]*["']?AWS::/m;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html, SAM included */
export const cloudformation: Format = {
  id: 'cloudformation',
  title: 'CloudFormation template',
  stage: 'config',
  matches: (path) => /\.(?:ya?ml|json|template)$/.test(path),
  recognises: (text) =>
    /(?:^|[{,])\s*["']?Resources["']?\s*:/m.test(text) && (version.test(text) || resource.test(text)),
  read: async (file) => (await import('./read.ts')).readCloudFormation(file),
};
