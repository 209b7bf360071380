/** The world did not do it: a folder is not there, a disk is full. Told in one line, without a stack. */
export class Failure extends Error {
  /** It will be the same again until somebody changes something. */
  readonly permanent: boolean;

  constructor(message: string, { permanent = false } = {}) {
    super(message);
    this.permanent = permanent;
  }
}
