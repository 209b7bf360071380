import assert from 'node:assert/strict';
import type { Fault, Refused } from '../../../src/domain/reminders/fault.ts';
import { faultOf } from '../../../src/domain/reminders/fault.ts';

/** Answers as servers give them, to RCPT where nothing else is said, and whose fault each is. */
const answers: readonly (readonly [answer: string, fault: Fault, of?: Refused['of']])[] = [
  // nobody is there
  ['550 5.1.1 <jo@example.org>: Recipient address rejected: User unknown in virtual mailbox table', 'gone'],
  ['550 5.1.1 <jo@example.org>: Recipient address rejected: User unknown in local recipient table', 'gone'],
  [
    "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking the recipient's address",
    'gone',
  ],
  ['550 5.1.1 no such user', 'gone'],
  ['550 5.1.1 The email account that you tried to reach is disabled', 'gone'],
  ['554 5.1.1 RecipientNotFound; Recipient not found by SMTP address lookup', 'gone', 'content'],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jo@example.org not found', 'gone'],
  ['556 5.1.10 Recipient address has null MX', 'gone'],
  ['550 5.1.2 Host unknown (Name server: example.invalid: host not found)', 'gone'],
  ['501 5.1.3 Bad recipient address syntax', 'gone'],
  ['551 5.1.6 Mailbox has moved, no forwarding address', 'gone'],
  ['550 5.1.1 Mailbox does not exist [192.0.2.7]', 'gone'],
  // it takes nothing, or its server says in words alone that nobody is there
  ['550 5.2.1 The email account that you tried to reach is inactive', 'mailbox'],
  ['550 5.2.1 Mailbox disabled, not accepting messages', 'mailbox'],
  ['550 No such user here', 'mailbox'],
  ['550 no such person at this address', 'mailbox'],
  ['550 User unknown', 'mailbox'],
  ['550 unknown user <jo@example.org>', 'mailbox'],
  ['550 <jo@example.org> User not found', 'mailbox'],
  ["550 jo@example.org... user doesn't exist", 'mailbox'],
  ['550 Requested action not taken: mailbox unavailable', 'mailbox'],
  ['550 5.5.0 Requested action not taken: mailbox unavailable', 'mailbox'],
  ['550 5.1.0 Address rejected.', 'mailbox'],
  ['550 mailbox not found', 'mailbox'],
  ['550 Invalid recipient jo@example.org', 'mailbox'],
  ['550 Unrouteable address', 'mailbox'],
  ['550 Account disabled', 'mailbox'],
  ['550 This account is not available', 'mailbox'],
  ['551 User not local', 'mailbox'],
  ['553 5.0.0 jo@example.org is not a known user', 'mailbox'],
  ['553 invalid mailbox name', 'mailbox'],
  // not this letter, or not now
  ['552 5.2.2 Mailbox full', 'letter', 'content'],
  ['550 5.2.2 Over quota', 'letter'],
  ['452-4.2.2 552 5.2.2 The email account that you tried to reach is over quota', 'letter'],
  ['552 Mailbox size limit exceeded', 'letter'],
  ['550 Mailbox full', 'letter'],
  ['550 user quota exceeded', 'letter'],
  ['552 5.3.4 Message size exceeds fixed limit', 'letter', 'content'],
  ['552 5.3.4 Message too big for system', 'letter', 'sender'],
  ['552 5.2.3 Your message exceeded our size limits', 'letter', 'content'],
  ['550 5.6.1 Headers need to be in ASCII', 'letter', 'content'],
  ['553 5.6.7 SMTPUTF8 is required, and not offered', 'letter'],
  ['550 Requested action not taken', 'letter'],
  ['500 5.5.1 unrecognized', 'letter'],
  // the recipient's domain, by its policy
  ['550 5.4.1 Recipient address rejected: Access denied', 'domain'],
  ['554 5.4.14 Hop count exceeded - possible mail loop', 'domain', 'content'],
  ['554 5.7.1 content rejected', 'domain', 'content'],
  ['550 5.7.1 Message rejected as spam by Content Filtering', 'domain', 'content'],
  ['550-5.7.26 Unauthenticated email is not accepted due to the domain policy', 'domain', 'content'],
  ['554 5.7.9 Message not accepted for policy reasons', 'domain', 'content'],
  ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; not allowed', 'domain'],
  ['550 Administrative prohibition', 'domain'],
  ['550 This message was classified as SPAM and may not be delivered', 'domain', 'content'],
  ['554 Transaction failed', 'domain', 'content'],
  ['554 Message refused', 'domain', 'content'],
  ['550 Access denied', 'domain'],
  ['550 Recipient rejected by policy', 'domain'],
  ['521 5.7.1 example.org does not take mail of this kind', 'domain'],
  // about where we send from
  ['550 5.7.1 Service unavailable, Client host [192.0.2.7] blocked using zen.spamhaus.org', 'seems-ours'],
  ['550 5.7.1 blocked using bl.spamcop.net', 'seems-ours'],
  ['554 5.7.1 Service unavailable; client [192.0.2.7] refused', 'seems-ours'],
  ['550 5.7.606 Access denied, banned sending IP [192.0.2.7]', 'seems-ours'],
  [
    '550-5.7.1 [192.0.2.7 12] Our system has detected an unusual rate of unsolicited mail from your IP address',
    'seems-ours',
    'content',
  ],
  ['550 5.7.25 The sending IP address has no PTR record set up', 'seems-ours', 'content'],
  ['550 SC-001 Mail rejected for reasons related to IP or reputation of the sender', 'seems-ours', 'content'],
  ['554 Your host is on our blacklist', 'seems-ours'],
  ['550 Reverse DNS lookup failed', 'seems-ours'],
  ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'domain'],
  ['550 5.2.1 user relay disabled', 'mailbox'],
  ['550 mailbox unavailable (in reply to relay.example.net)', 'mailbox'],
  ['550 No such user here [203.0.113.9]', 'mailbox'],
  ['552 5.2.2 mailbox full [203.0.113.9]', 'letter'],
  ['550 we do not relay for you', 'seems-ours'],
  // ours
  ['550 relay not permitted', 'seems-ours'],
  ['550 5.7.1 Unable to relay', 'seems-ours'],
  ['554 5.7.1 <jo@example.org>: Relay access denied', 'seems-ours'],
  ['550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'seems-ours'],
  ['550 Relaying denied. Proper authentication required.', 'seems-ours'],
  ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'seems-ours'],
  ['550 5.7.1 Authentication required', 'seems-ours'],
  ['530 5.7.0 Must issue a STARTTLS command first', 'ours'],
  ['530 5.7.1 Authentication required', 'ours', 'sender'],
  ['535 5.7.8 Authentication credentials invalid', 'ours', 'us'],
  ['550 5.7.1 not you', 'ours', 'sender'],
  ['553 5.1.8 Domain of sender address calendar@example.org does not exist', 'seems-ours'],
  ['550 Sender address rejected: not allowed', 'seems-ours'],
  ['550 Sender verify failed', 'seems-ours'],
  ['554 go away', 'ours', 'us'],
  ['550 5.1.1 User unknown', 'ours', 'us'],
];

describe('whose fault a refusal is', () => {
  for (const [answer, fault, of = 'recipient'] of answers)
    it(`is ${fault}: ${answer}${of === 'recipient' ? '' : ` (${of})`}`, () => {
      const code = Number(/\b5\d\d\b/.exec(answer)?.[0]);

      assert.equal(faultOf({ code, says: answer, of }), fault);
    });
});
