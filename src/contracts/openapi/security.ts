import { child, children, isObject, items, own, stringAt, stringsOf } from '../at.ts';
import type { At } from '../at.ts';
import { canonical } from '../schema/canonical.ts';
import type { Documents } from '../documents.ts';
import type { Requirement, Security } from './model.ts';

/** The security that holds for an operation: its own, else that of the document. */
export function readSecurity(documents: Documents, operation: At): Security {
  const own = child(operation, 'security');
  const at = own.node === undefined ? child(documents.root, 'security') : own;
  const listed = items(at).filter(({ node }) => isObject(node));
  const alternatives = listed.map((alternative) => {
    const schemes = new Map<string, Requirement>();
    for (const [name, { node }] of children(alternative)) {
      const scheme = schemeAt(documents, name);
      const definition = scheme ? definitionOf(scheme) : `undefined ${name}`;
      const flows = scheme ? flowsOf(scheme) : [];
      schemes.set(name, { definition, flows, at: scheme, scopes: new Set(stringsOf(node)) });
    }
    return schemes;
  });
  return { at, alternatives: alternatives.length > 0 ? alternatives : [new Map<string, Requirement>()] };
}

function schemeAt(documents: Documents, name: string): At | undefined {
  const newer = child(child(documents.root, 'components'), 'securitySchemes');
  const older = child(documents.root, 'securityDefinitions');
  const at = [child(newer, name), child(older, name)].find(({ node }) => node !== undefined);
  return at && documents.follow(at);
}

/** What a client must do to pass a scheme; addresses of token servers are left aside. */
function definitionOf(scheme: At): string {
  const type = stringAt(scheme, 'type') ?? '';
  if (type === 'basic') return 'http basic';
  if (type === 'http') return `http ${(stringAt(scheme, 'scheme') ?? '').toLowerCase()}`;
  if (type === 'apiKey') return `apiKey ${stringAt(scheme, 'in') ?? ''} ${keyName(scheme)}`;
  if (type === 'openIdConnect') return `openIdConnect ${stringAt(scheme, 'openIdConnectUrl') ?? ''}`;
  if (type === 'oauth2') return type;
  return `${type} ${type === 'mutualTLS' ? '' : canonical(scheme.node)}`;
}

function keyName(scheme: At): string {
  const name = stringAt(scheme, 'name') ?? '';
  return stringAt(scheme, 'in') === 'header' ? name.toLowerCase() : name;
}

const newNames: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
};

function flowsOf(scheme: At): readonly string[] {
  const flow = stringAt(scheme, 'flow');
  if (flow !== undefined) return [newNames[flow] ?? flow];
  const flows = own(scheme.node, 'flows');
  return isObject(flows) ? Object.keys(flows).sort() : [];
}
