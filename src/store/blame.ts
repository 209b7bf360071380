import { Failure } from '../service/failure.ts';

interface Blame {
  /** What messages call the database. */
  readonly where: string;
  /** What was found and what is wanted instead, by the driver's code or by its first two words (`SQLITE_BUSY`). */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Runs a call; an error of the driver or of the system becomes a Failure in one line. What is our own fault stays. */
export async function blaming<T>({ where, reasons }: Blame, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Failure || isOurs(error)) throw error;
    const first = firstOf(error);
    const code = codeOf(first);
    const reason = reasons[code] ?? reasons[code.split('_', 2).join('_')];
    const says = (reason ?? messageOf(first)).replaceAll(/\s+/g, ' ').trim();
    throw new Failure(`${where}: ${says}${code === '' || says.includes(code) ? '' : ` (${code})`}`);
  }
}

const ourFaults = [TypeError, RangeError, ReferenceError];

function isOurs(error: unknown): boolean {
  return ourFaults.some((fault) => error instanceof fault);
}

/** A host with several addresses fails once for each of them, and says nothing itself. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
