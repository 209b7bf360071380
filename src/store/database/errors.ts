import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../service/ports/failure.ts';

interface Blame {
  /** The name of the database in messages. */
  readonly where: string;
  /** Whether an error is from outside, not a bug, by code (`SQLITE_BUSY_SNAPSHOT`, `57P01`) or message. */
  readonly isWorlds: (code: string, says: string) => boolean;
  /** Messages by the driver's code or its first two words (`SQLITE_BUSY`). */
  readonly reasons: Readonly<Record<string, string>>;
  /** What passes when a call is made again, by code, how often that is tried, and after how long. */
  readonly passing: { readonly codes: RegExp; readonly tries: number; readonly ms: number };
}

/**
 * Runs a call, again while its error may pass, and turns operational errors into a one-line Failure. Everything else, such as a missing table,
 * a constraint or invalid JSON, is a bug of ours and is rethrown.
 */
export async function blaming<T>(
  { where, isWorlds, reasons, passing }: Blame,
  call: () => T | Promise<T>,
): Promise<T> {
  try {
    return await patiently(passing, call);
  } catch (error) {
    // an AggregateError of several addresses has no message
    const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
    if (error instanceof Failure || !(first instanceof Error)) throw error;
    const code = codeOf(first);
    if (!isOfSystem(first) && !isWorlds(code, first.message)) throw error;
    const reason = reasons[code] ?? reasons[code.split('_', 2).join('_')];
    const says = (reason ?? first.message).replaceAll(/\s+/g, ' ').trim();
    throw new Failure(`${where}: ${says}${code === '' || says.includes(code) ? '' : ` (${code})`}`);
  }
}

async function patiently<T>({ codes, tries, ms }: Blame['passing'], call: () => T | Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await call();
    } catch (error) {
      if (!codes.test(codeOf(error)) || left === 0) throw error;
    }
    await setTimeout(ms);
  }
}

/** File, connection (`ECONNRESET`) or TLS errors. */
function isOfSystem(error: Error): boolean {
  const code = codeOf(error);
  const isOfTls = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(
    code,
  );
  return isOfTls || ('syscall' in error && /^E[A-Z0-9]+$/.test(code)) || worldsOwn.has(code);
}

/** Socket errors that may lack a syscall. */
const worldsOwn = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND']);

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
