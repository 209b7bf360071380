import type { Fault } from '../../domain/reminders/fault.ts';
import { simpleParser } from 'mailparser';
import { quote } from '../../domain/problem/suggestion.ts';
import { expected } from '../../domain/problem/expected.ts';
import { faultOf } from '../../domain/reminders/fault.ts';

interface Bounce {
  readonly address: string;
  /** What caused the bounce; `undefined` if the letter may still arrive. */
  readonly fault: Fault | undefined;
  readonly says: string;
}

/** A parsed mail to our sender address. */
interface Returned {
  readonly bounces: readonly Bounce[];
  /** The token of an unsubscribe mail (the `mailto` of List-Unsubscribe, RFC 2369). */
  readonly unsubscribe: string | undefined;
}

/** Reads a delivery status notification (RFC 3464) or an unsubscribe mail. */
export async function readReturned(raw: Buffer): Promise<Returned | { readonly says: string }> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const token = /^\s*unsubscribe(?:\s|%20)+([\w-]{40,})\s*$/i.exec(mail.subject ?? '')?.[1];
  if (token !== undefined) return { bounces: [], unsubscribe: token };
  const status = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  if (!status) {
    const found = `an email with the subject ${quote(mail.subject ?? '')}`;
    const wanted = 'message/delivery-status (RFC 3464), or the subject "unsubscribe TOKEN"';
    return { says: `body: ${expected(wanted, found)}` };
  }
  const bounces = recipients(status.content.toString('utf8')).filter((one) => one !== undefined);
  return bounces.length === 0
    ? { says: `message/delivery-status: ${expected('a Final-Recipient (RFC 3464 2.3.2)', 'none')}` }
    : { bounces, unsubscribe: undefined };
}

/** One block of fields for the message, then one per recipient (RFC 3464 2.1). */
function recipients(text: string): readonly (Bounce | undefined)[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/)
    .map((block) => {
      const field = (name: string): string | undefined =>
        new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(block)?.[1]?.trim();
      const address = (field('Final-Recipient') ?? field('Original-Recipient'))?.replace(
        /^[\w-]+\s*;\s*/,
        '',
      );
      const [action, code] = [field('Action')?.toLowerCase(), field('Status') ?? ''];
      if (address === undefined || action === undefined) return undefined;
      const says = field('Diagnostic-Code')?.slice(0, 500) ?? `${action} ${code}`;
      const fault = action === 'failed' && code.startsWith('5.') ? faultIn(`${code} ${says}`) : undefined;
      return { address: address.replace(/^<|>$/g, ''), fault, says };
    });
}

/** Classified like an SMTP answer; a report without an SMTP code counts as 550. */
export function faultIn(says: string): Fault {
  const code = Number(/(?<![\d.])5\d\d(?![\d.])/.exec(says)?.[0] ?? 550);
  return faultOf({ code, says, of: 'recipient' });
}
