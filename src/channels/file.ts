import type { ChannelLine, Parcel } from '../service/ports/channel.ts';
import type { ServerReply } from '../domain/reminders/delivery.ts';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expected } from '../domain/problem/expected.ts';
import { Failure } from '../service/ports/failure.ts';

/** Writes letters as files that a mail program opens (RFC 5322), for a machine without a mail server. */
export async function intoFolder(folder: string): Promise<ChannelLine> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure(`${folder}: ${expected('a folder that can be written to', reason(error))}`);
  }
  return { isOpen: true, close: () => undefined, send: (parcel) => put(folder, parcel) };
}

/** Atomic. */
async function put(folder: string, { id, bytes, gate }: Parcel): Promise<ServerReply> {
  const path = join(folder, `${id}.eml`);
  try {
    await writeFile(`${path}.part`, bytes, { mode: 0o600 });
  } catch (error) {
    return { kind: 'lost', after: 'body', says: `${path}: cannot be written (${reason(error)})` };
  }
  if (!(await gate())) return { kind: 'withdrawn' };
  await rename(`${path}.part`, path);
  return { kind: 'taken', queueId: undefined, says: `written to ${path}` };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
