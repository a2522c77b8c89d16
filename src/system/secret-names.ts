/** Names whose value is a secret, by how they end. */
const secret =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|(?:PRIVATE|ACCESS|SECRET|SIGNING|ENCRYPTION|MASTER|AUTH|SERVICE|LICENSE)_?KEY|CREDENTIALS?)$/i;
/** Values that every visitor may see, or that are used up at once. */
const open =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|EXPO_PUBLIC|GATSBY|NUXT_PUBLIC)_|PUBLISHABLE|PUBLIC|ANON|(?:^|_)(?:USE|ENABLE|DISABLE|ALLOW|REQUIRE|CHECK|SKIP|MAX|MIN|NUM|N|DUMMY|FAKE|TEST|DEFAULT)_/i;

/** Whether a variable of that name holds a secret, as far as a name can tell. */
export function isSecretName(name: string): boolean {
  return secret.test(name) && !open.test(name);
}
