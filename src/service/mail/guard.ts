import type { MailParts } from '../sending/mailparts.ts';
import type { Owner, Ownership } from '../ports/ownership.ts';

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
      if (says !== undefined && says !== said) log.warn({ says }, 'letters are not sent');
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
  return `a process on the host ${other} uses this database, and this one is on ${host}; wanted one host for an SQLite file: stop the other, and say "release-calendar reminders adopt" here, or wait two minutes`;
}

function differs(known: Owner, own: Owner): string | undefined {
  const adopt = 'if this one is to send, and no other, say "release-calendar reminders adopt"';
  if (known.publicUrl !== own.publicUrl)
    return `PUBLIC_URL: found ${own.publicUrl}, but this database sends for ${known.publicUrl}; ${adopt}`;
  if (known.system !== own.system)
    return `the database is a copy: found ${own.system}, but it sends for ${known.system}; ${adopt}`;
  if (known.secret !== own.secret)
    return `SECRET: found another than that of the links sent so far; wanted the same, or it before a comma; ${adopt}`;
  return undefined;
}
