import type { Format } from '../format.ts';

/** https://developer.hashicorp.com/terraform/language, https://opentofu.org/docs/language/ */
export const terraform: Format = {
  id: 'terraform',
  title: 'Terraform configuration',
  stage: 'config',
  matches: (path) => /\.(?:tf|tofu)$/.test(path),
  read: async (file) => (await import('./read.ts')).readTerraform(file),
};

/** https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files */
export const terraformValues: Format = {
  id: 'terraform-values',
  title: 'Terraform variable definitions',
  stage: 'config',
  matches: (path) => /\.tfvars(?:\.json)?$/.test(path),
  read: async (file) => (await import('./read-values.ts')).readTerraformValues(file),
};
