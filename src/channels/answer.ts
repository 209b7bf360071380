import type { Phase } from './gate.ts';
import type { ServerReply } from '../domain/reminders/delivery.ts';

interface SmtpError extends Error {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
  readonly code?: string | undefined;
}

/** Nodemailer reports every dropped connection alike; only the gate knows how much was sent. */
export function replyOf(error: SmtpError, phase: Phase): ServerReply {
  if (phase === 'withdrawn') return { kind: 'withdrawn' };
  const { responseCode: code, command } = error;
  if (code !== undefined && code >= 400)
    return { kind: 'refused', code, says: says(error), of: partOf(command) };
  // a non-ASCII address that the server does not support (RFC 6531)
  if (error.code === 'EENVELOPE')
    return { kind: 'refused', code: 553, says: `553 5.6.7 ${says(error)}`, of: 'recipient' };
  return { kind: 'lost', after: phase, says: says(error) };
}

function partOf(command: string | undefined): 'us' | 'sender' | 'recipient' | 'content' {
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  return command === 'DATA' ? 'content' : 'us';
}

export function says({ message, response }: SmtpError): string {
  return (response ?? message).replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}

/** Whether the refusal is permanent rather than temporary (RFC 5321 4.2.1). */
export function isPermanent({ responseCode, response = '' }: SmtpError): boolean {
  return (responseCode ?? Number(/^\d{3}/.exec(response)?.[0] ?? 0)) >= 500;
}

/** The server's id of the letter: `250 2.0.0 Ok: queued as 4F1A2`. */
export function queueIdIn(response: string): string | undefined {
  return /\bqueued (?:as|with id) ([\w.-]+)/i.exec(response)?.[1] ?? /\bid=([\w.-]+)/.exec(response)?.[1];
}
