/** Something outside failed: a folder is missing, a disk is full. Reported in one line, without a stack. */
export class Failure extends Error {
  /** Whether it will fail again until somebody changes something. */
  readonly permanent: boolean;

  constructor(message: string, { permanent = false } = {}) {
    super(message);
    this.permanent = permanent;
  }
}
