import type { Problem } from '../../domain/problem/rule.ts';

/** A post, byte for byte as in its file, with its BOM and its line ends. */
export interface PostText {
  /** The path, as the person who named it would write it. */
  readonly file: string;
  readonly text: string;
}

/** Where the newsletter's posts are kept. A port. */
export interface Posts {
  /** Never throws for a missing file or for what is in it. */
  read(file: string): Promise<PostText | { readonly problem: Problem }>;
  /** All of it or nothing; throws a Failure when it cannot be written. */
  write(file: string, text: string): Promise<void>;
}
