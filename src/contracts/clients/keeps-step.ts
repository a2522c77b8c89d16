/** Changes of the contract that are looked back at. */
const most = 10;

/**
 * Whether a client used to be generated in the very commits that changed its contract. Many are generated at a
 * release, and are behind in between by intention. Null when there is too little history to tell.
 *
 * @param contract times of the commits that changed the contract, newest first
 * @param client times of those that changed the client
 */
export function keepsStep(contract: readonly number[], client: readonly number[]): boolean | null {
  const first = client.at(-1);
  if (first === undefined) return null;
  const recent = [...new Set(contract)].filter((time) => time > first).slice(0, most);
  if (recent.length === 0) return null;
  const known = new Set(client);
  return recent.filter((time) => known.has(time)).length >= recent.length / 2;
}
