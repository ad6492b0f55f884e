/** States to go back to, the last one last, and those that were taken back. */
export type Undo<T> = { readonly back: readonly T[]; readonly forth: readonly T[] };
/** What was undone or redone: the state to show, and what can be undone from there. */
export type Undone<T> = { readonly state: T; readonly undo: Undo<T> };
/** As many as anybody takes back one by one; a step of a large form shares what it did not change. */
const MOST = 200;

export const nothingToUndo: Undo<never> = { back: [], forth: [] };
/** Something was done: what had been taken back is gone. */
export const did = <T>({ back }: Undo<T>, before: T): Undo<T> => ({ back: [...back, before].slice(-MOST), forth: [] });
export const undone = <T>({ back, forth }: Undo<T>, now: T): Undone<T> | null => {
  const state = back.at(-1);
  return state === undefined ? null : { state, undo: { back: back.slice(0, -1), forth: [...forth, now] } };
};
export const redone = <T>({ back, forth }: Undo<T>, now: T): Undone<T> | null => {
  const state = forth.at(-1);
  return state === undefined ? null : { state, undo: { back: [...back, now], forth: forth.slice(0, -1) } };
};
