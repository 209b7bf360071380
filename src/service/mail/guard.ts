import type { MailParts } from '../sending/mailparts.ts';
import type { Owner, Ownership } from '../ports/ownership.ts';
import { expected } from '../../domain/problem/expected.ts';

/** Whether this process may send: a copy of a database must not send everything again. */
type Permission = { readonly kind: 'send' } | { readonly kind: 'paused' | 'copy'; readonly says: string };

export interface Guard {
  look(): Promise<Permission>;
  /** Makes this process's place the one that sends. */
  adopt(): Promise<void>;
}

interface Dependencies extends Pick<MailParts, 'clock' | 'log' | 'publicUrl'> {
  readonly mail: Ownership;
  readonly secret: string;
  readonly isPaused: boolean;
  /** The name of this machine. */
  readonly host: string;
}

export function openGuard({ mail, publicUrl, secret, isPaused, host, clock, log }: Dependencies): Guard {
  let said: string | undefined;
  const here = async (): Promise<Owner> => ({ publicUrl, system: await mail.system(), secret });
  const permission = async (): Promise<Permission> => {
    if (isPaused) return { kind: 'paused', says: 'REMINDERS is paused' };
    const holder = await mail.hold({ host, now: clock() });
    if (holder) return { kind: 'copy', says: heldBy(holder.by, host) };
    const own = await here();
    const known = await mail.mailer();
    if (known.isPaused) return { kind: 'paused', says: 'paused by "release-calendar reminders pause"' };
    if (!known.owner) {
      await mail.claimOwnership(own);
      return { kind: 'send' };
    }
    const says = differs(known.owner, own);
    return says === undefined ? { kind: 'send' } : { kind: 'copy', says };
  };
  return {
    look: async () => {
      const found = await permission();
      const says = found.kind === 'send' ? undefined : found.says;
      if (says !== undefined && says !== said) log.warn({ says }, 'no email is sent');
      said = says;
      return found;
    },
    adopt: async () => {
      await mail.hold({ host, now: clock(), isTaken: true });
      await mail.claimOwnership(await here());
    },
  };
}

function heldBy(other: string, host: string): string {
  return `a process on the host ${other} uses this SQLite database, and this one is on ${host}; only one host may: stop the other one, then run "release-calendar reminders adopt" here or wait two minutes`;
}

function differs(known: Owner, own: Owner): string | undefined {
  const adopt = 'to send email from this installation alone, run "release-calendar reminders adopt"';
  if (known.publicUrl !== own.publicUrl)
    return `PUBLIC_URL: ${expected(`${known.publicUrl}, to which this database belongs`, own.publicUrl)}; ${adopt}`;
  if (known.system !== own.system)
    return `the database is a copy: ${expected(`the original ${known.system}`, own.system)}; ${adopt}`;
  if (known.secret !== own.secret)
    return `SECRET: ${expected('the one that signed earlier links, alone or after a new one and a comma', 'another')}; ${adopt}`;
  return undefined;
}
