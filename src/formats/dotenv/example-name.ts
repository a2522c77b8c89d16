/** An env file that shows which names there are and gives none of them to a process. */
const example = /(?:^|[._-])(?:example|sample|template|tmpl|tpl|dist|defaults?)(?:[._-]|$)/i;

/** Whether an env file of this name is an example. @param name last part of the path */
export function isExampleName(name: string): boolean {
  return example.test(name);
}
