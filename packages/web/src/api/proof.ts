// Acts that hurt ask for the password when it was given long ago. One dialog asks for all calls that wait for it.

type Waiting = (proven: boolean) => void;
let waiting: readonly Waiting[] = [];
const watchers = new Set<() => void>();
function put(next: readonly Waiting[]): void {
  waiting = next;
  for (const watcher of watchers) watcher();
}
export const isProofAsked = (): boolean => waiting.length > 0;
export function watchProof(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
/** True once the person has given the password, false when he would rather not. */
export const askProof = (): Promise<boolean> => new Promise((resolve) => put([...waiting, resolve]));
export function endProof(proven: boolean): void {
  const those = waiting;
  put([]);
  for (const answer of those) answer(proven);
}
