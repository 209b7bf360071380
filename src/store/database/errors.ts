import { Failure } from '../../service/ports/failure.ts';

interface Blame {
  /** What messages call the database. */
  readonly where: string;
  /** Whether the world, not we, made the driver fail with such a code (`SQLITE_BUSY_SNAPSHOT`, `57P01`) or words. */
  readonly isWorlds: (code: string, says: string) => boolean;
  /** What was found and what is wanted instead, by the driver's code or by its first two words (`SQLITE_BUSY`). */
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Runs a call; an error of the world becomes a Failure in one line. Everything else, such as a table that is not there, a
 * constraint, an assertion or JSON that is none, is a bug of ours and stays what it is.
 */
export async function blaming<T>(
  { where, isWorlds, reasons }: Blame,
  call: () => T | Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const first = firstOf(error);
    if (error instanceof Failure || !(first instanceof Error)) throw error;
    const code = codeOf(first);
    if (!isOfSystem(first) && !isWorlds(code, first.message)) throw error;
    const reason = reasons[code] ?? reasons[code.split('_', 2).join('_')];
    const says = (reason ?? first.message).replaceAll(/\s+/g, ' ').trim();
    throw new Failure(`${where}: ${says}${code === '' || says.includes(code) ? '' : ` (${code})`}`);
  }
}

/** A host with several addresses fails once for each of them, and says nothing itself. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error;
}

/** Of a file or a connection: `ENOSPC`, `ECONNRESET`; or of TLS, which has no such call. */
function isOfSystem(error: Error): boolean {
  const code = codeOf(error);
  const isOfTls = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(
    code,
  );
  return isOfTls || ('syscall' in error && /^E[A-Z0-9]+$/.test(code)) || worldsOwn.has(code);
}

/** What a socket says without naming a call. */
const worldsOwn = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND']);

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
