import type { Problem } from '../../domain/problem/rule.ts';

/** A post as its file has it, to the byte: with its BOM and its line ends. */
export interface PostText {
  /** As the person who named it would write it. */
  readonly file: string;
  readonly text: string;
}

/** Where the newsletter's posts are kept. A port. */
export interface Posts {
  /** Never throws for what is in the file or for one that is not there. */
  read(file: string): Promise<PostText | { readonly problem: Problem }>;
  /** All of it or nothing; throws a Failure when it cannot be written. */
  write(file: string, text: string): Promise<void>;
}
