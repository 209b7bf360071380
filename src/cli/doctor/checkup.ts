import { expected } from '../../domain/problem/expected.ts';

/** What one check found; of what is not `ok`, what to do about it. */
export type Diagnosis =
  | { readonly level: 'ok'; readonly found: string }
  | {
      readonly level: 'warn' | 'fail';
      readonly expected: string;
      readonly found: string;
      readonly next: string;
    };

export interface Check {
  readonly name: string;
  readonly run: () => Promise<Diagnosis>;
}

interface Result {
  readonly name: string;
  readonly diagnosis: Diagnosis;
}

/** Milliseconds that one check may take. */
const longestMs = 10_000;

/** Runs all checks at once, each for a limited time; their results are in the order of the checks. */
export function examine(checks: readonly Check[], limitMs = longestMs): Promise<readonly Result[]> {
  return Promise.all(
    checks.map(async (check) => ({ name: check.name, diagnosis: await limited(check, limitMs) })),
  );
}

async function limited({ run }: Check, limitMs: number): Promise<Diagnosis> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Diagnosis>((resolve) => {
    timer = setTimeout(() => {
      const found = `none within ${limitMs / 1000} seconds`;
      resolve({
        level: 'fail',
        expected: 'an answer',
        found,
        next: 'check whether this machine can reach the server that was asked',
      });
    }, limitMs);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `fail  SPF  expected one record, found none. Next: add one.` */
export function resultLine({ name, diagnosis }: Result): string {
  const says =
    diagnosis.level === 'ok'
      ? diagnosis.found
      : `${expected(diagnosis.expected, diagnosis.found)}. Next: ${diagnosis.next}`;
  return `${diagnosis.level.padEnd(4)}  ${name.padEnd(12)}  ${says.replaceAll(/\s+/g, ' ')}\n`;
}
