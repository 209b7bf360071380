/** The world did not do it: a folder is not there, a disk is full. Told in one line, without a stack. */
export class Failure extends Error {}
