/** The views are being folded (anew) and do not reach this moment by far: nobody can say yet what it looked like. */
export class NotFoldedYet extends Error {
  override readonly name = 'NotFoldedYet';
}

export const notFoldedYet = (view: string, position: string): NotFoldedYet =>
  new NotFoldedYet(`${view} is being folded and stands at position ${position}: this moment can be shown when it is further on`);
