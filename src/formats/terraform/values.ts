import { awsEntry } from '../aws-entry.ts';
import { textOf } from '../node.ts';
import { suppliedText } from '../supplied-value.ts';
import type { ValueLanguage } from '../supplied-value.ts';
import { expressionTag, templateTag } from './expressions.ts';

/** What comes out of a store or is made up by Terraform: nobody writes it into the repository. */
const secretSource =
  /\b(?:random_password|random_string|tls_private_key|aws_ssm_parameter|aws_secretsmanager_(?:secret|random)\w*|google_secret_manager_secret\w*|azurerm_key_vault_secret|vault_\w+|onepassword_item|doppler_secrets|sops_file)\.\w/;

/** Values as Terraform writes them. */
export const terraformLanguage: ValueLanguage = {
  valueOf: (node) => {
    if (node?.kind !== 'scalar') return { from: 'expression' };
    if (node.tag === templateTag) {
      // App Service resolves these at start.
      if (node.text.startsWith('@Microsoft.KeyVault')) return { from: 'secret' };
      return secretSource.test(node.text) ? { from: 'secret' } : suppliedText(node.text, true);
    }
    if (node.tag !== expressionTag)
      return node.text.startsWith('@Microsoft.KeyVault')
        ? { from: 'secret' }
        : suppliedText(node.text, node.text.includes('${'));
    if (secretSource.test(node.text)) return { from: 'secret' };
    return { from: /^(?:var|local)\.\w+$/.test(node.text) ? 'variable' : 'expression' };
  },
  // What a resource or data block stands for is told where that block stands.
  entryOf: (node) =>
    node?.kind === 'scalar' && node.tag !== expressionTag && !/\b(?:data\.)?aws_\w+\.\w/.test(node.text)
      ? awsEntry(textOf(node) ?? '')
      : null,
};
