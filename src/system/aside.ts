const aside =
  /(?:^|\/)(?:examples?|samples?|demos?|fixtures?|__fixtures__|tests?|__tests__|testdata|e2e|benchmarks?|\.devcontainer|templates?|docs?|website)\//i;

/** Whether a file stands among examples, tests, documentation and the like: nothing that is shipped. */
export function isAside(path: string): boolean {
  return aside.test(path);
}
