/** Words behind which a schema only lends its type, a form's rules, or some of its fields. */
const withoutCheck = (name: string): RegExp =>
  new RegExp(
    [
      `typeof\\s{1,4}${name}\\b`,
      `\\b(?:zod|standardSchema)Resolver\\(\\s{0,40}${name}\\b`,
      `\\b${name}\\s{0,20}\\.\\s{0,20}(?:pick|omit|shape|keyof|options|enum|Enum|element|unwrap|_\\w+)\\b`,
      `^[ \\t]{0,20}(?:import|export)\\b[^;'"]{0,3000}\\bfrom\\b`,
    ].join('|'),
    'gm',
  );

/** Whether code checks whole payloads with a schema that it has under this name, as far as its text says. */
export function checksWith(text: string, local: string): boolean {
  if (!/^[\w$]+$/.test(local)) return false;
  const name = local.replaceAll('$', '\\$');
  const rest = text.replace(withoutCheck(name), '');
  return new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`).test(withoutComments(rest));
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*(?:\/\/|\*|\/\*)[^\n]*/gm, '');
}
