/** Facts about templates of infrastructure: what they ask for, and what they are given. */

import type { At } from './facts.ts';

/** Whose template it is: a Terraform module is the folder, a CloudFormation template the file. */
export type TemplateTool = 'terraform' | 'cloudformation';

/** A value that a template asks for: `variable "x" {}`, an entry of `Parameters`. */
export interface TemplateInput extends At {
  readonly kind: 'template-input';
  readonly tool: TemplateTool;
  readonly name: string;
  /** it has no default */
  readonly required: boolean;
  readonly sensitive?: true;
  /** `nullable = false`: `null` is no answer */
  readonly nullable?: false;
  /** its value is checked by a condition */
  readonly validated?: true;
}

/** A value that is given to a template by a line of a file: `terraform.tfvars`, an argument of a module call. */
export interface TemplateArgument extends At {
  readonly kind: 'template-argument';
  readonly tool: TemplateTool;
  readonly name: string;
  /** of a module call: its name in the file; absent in a file of values */
  readonly call?: string;
}

/** A module that another one uses. */
export interface ModuleCall extends At {
  readonly kind: 'module-call';
  readonly name: string;
  /** folder of the module as written, relative to the file's; null when it is not in this repository */
  readonly source: string | null;
}

/** The folder is applied by itself: it names a backend or configures a provider. */
export interface TemplateRoot extends At {
  readonly kind: 'template-root';
  readonly tool: TemplateTool;
  /** its values are kept where it is run (`cloud {}`, `backend "remote"`), at least in part */
  readonly remote: boolean;
}
