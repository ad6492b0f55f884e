/** A file that is not what it should be: where (`workflows[12].tasks[0].configurables[3].type`) and why. */
export class ImportFault extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(path === '' ? reason : `${path}: ${reason}`);
    this.name = 'ImportFault';
  }
}
