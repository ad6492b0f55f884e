/** A query that the view cannot answer; the sentence names the part at fault. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
  constructor(
    /** `filter.cpu`, `sort`, `cursor` … */
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}
/** No contract knows this view. */
export class UnknownView extends Error {
  override readonly name = 'UnknownView';
  constructor(readonly view: string) {
    super(`there is no view ${view}`);
  }
}
