import assert from 'node:assert/strict';
import type { Post } from '../../src/domain/post/post.ts';
import { readPost } from '../../src/domain/post/post.ts';

/** What stands in a post, where it is not the usual. */
interface Parts {
  readonly slug?: string;
  readonly date?: string;
  readonly body?: string;
}

/** The text of an issue; `body` stands between the heading and the next one. */
export function issueText({ date = '2024-01-07 22:00:00 -0000', body = '' }: Parts = {}): string {
  const front = `---\nlayout: post\ntitle: Week Ending\ndate: ${date}\n---\n\n`;
  return `${front}## Developer News\n\nSome news.\n\n## Release Schedule\n${body}## Featured PRs\n\nSome PRs.\n`;
}

/** A post that can be read. */
export function post(text: string, slug = '2024-01-07'): Post {
  const read = readPost(`_posts/${slug}-update.md`, text);
  assert.ok(!('problems' in read), JSON.stringify(read));
  return read;
}

/** An issue that says nothing in its Release Schedule but this banner. */
export function issue(said: string, { slug = '2024-01-07', ...parts }: Parts = {}): Post {
  return post(issueText({ ...parts, body: `\n**Next Deadline: ${said}**\n\n` }), slug);
}
