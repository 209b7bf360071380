import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Posts, PostText } from '../../service/ports/posts.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { basename, join } from 'node:path';
import { checkPost } from '../../domain/post/checkpost.ts';
import { readPost } from '../../domain/post/post.ts';
import { topOf, doubt } from '../../domain/problem/rule.ts';
import { isFolder, namesIn, readText } from '../files/files.ts';
import { replaceFile } from '../files/atomicwrite.ts';

/** Newsletter posts as files. */
export const posts: Posts = { read, write };

/** Whether a file name is that of a Jekyll post: `2026-07-19-update.md`. */
export function isPostName(name: string): boolean {
  return /^\d{4}-\d{2}-\d{2}-.+\.(md|markdown|html)$/i.test(name);
}

/** Problems in a post, or in all posts of a folder and its `_posts`, oldest first. */
export async function checkPosts(path: string, calendar: Calendar): Promise<readonly Problem[]> {
  const found: Problem[] = [];
  for (const file of await postsAt(path)) {
    const text = await read(file);
    if ('problem' in text) found.push(text.problem);
    else {
      const post = readPost(file, text.text);
      found.push(...('problems' in post ? post.problems : checkPost(post, calendar)));
    }
  }
  return found;
}

/** The posts of a folder and its `_posts`, sorted by date; a file path is returned as is. */
export async function postsAt(path: string): Promise<readonly string[]> {
  const names = await postNames(path);
  if (!names) return [path];
  const inside = (await postNames(join(path, '_posts'))) ?? [];
  const files = [...names, ...inside.map((name) => join('_posts', name))];
  return files.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1)).map((name) => join(path, name));
}

/** `undefined` if it is not a folder. */
async function postNames(folder: string): Promise<readonly string[] | undefined> {
  return (await isFolder(folder)) ? (await namesIn(folder)).filter(isPostName) : undefined;
}

async function read(file: string): Promise<PostText | { readonly problem: Problem }> {
  const found = await readText(file);
  if ('text' in found) return { file, text: found.text };
  return { problem: doubt(topOf(file), 'unreadable', found.says) };
}

function write(file: string, text: string): Promise<void> {
  return replaceFile(file, Buffer.from(text));
}
