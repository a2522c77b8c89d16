import type { Format } from '../format.ts';

const name = /(?:^|\/)\.(?:terraform|opentofu)\.lock\.hcl$/;

/** https://developer.hashicorp.com/terraform/language/files/dependency-lock */
export const terraformLock: Format = {
  id: 'terraform-lock',
  title: 'Terraform provider lockfile',
  stage: 'dependencies',
  matches: (path) => name.test(path),
  limit: 16 << 20,
  read: async (file) => (await import('./read.ts')).readTerraformLock(file),
};
