/** An answer of a mail server that refuses for good (RFC 5321 4.2.1), or the same told later by a bounce (RFC 3464). */
export interface Refused {
  /** 500 to 599. */
  readonly code: number;
  /** The answer, with its enhanced status where it has one (RFC 3463). */
  readonly says: string;
  /** What was refused: our connection, our sender, the recipient, or the letter itself. */
  readonly of: 'us' | 'sender' | 'recipient' | 'content';
}

/**
 * Whose fault a refusal is. The mailbox's: `gone`, there is none, or `mailbox`, it takes nothing. `letter`: it does not take
 * this one now. `domain`: the recipient's domain takes nothing of ours now, by its policy. Ours: `ours` for sure, or
 * `network` by a text about where we send from, which a stranger's domain may say too.
 */
export type Fault = 'gone' | 'mailbox' | 'letter' | 'domain' | 'network' | 'ours';

/** What decides without the text, by the enhanced status code; the first that fits. */
const byStatus: readonly (readonly [RegExp, Fault])[] = [
  [/^5\.1\.(1|2|3|6|10)$/, 'gone'],
  [/^5\.1\.[78]$/, 'ours'],
  [/^5\.2\.1$/, 'mailbox'],
  [/^5\.2\.[234]$/, 'letter'],
  [/^5\.3\.4$/, 'letter'],
  [/^5\.4\.\d+$/, 'domain'],
  [/^5\.6\.\d+$/, 'letter'],
  [/^5\.7\.\d+$/, 'domain'],
];

/** Codes that tell of our login or our TLS, whatever they answer (RFC 4954 6, RFC 3207 4). */
const oursByCode = new Set([530, 534, 535, 538]);

const relaying =
  /\brelay(ing|ed)?\b|\brcpthosts\b|\bopen proxy\b|\b(authenticat\w+|smtp auth|auth) (is )?required\b|\bmust (first )?authenticate\b|\bstarttls (command )?first\b/i;
const ourSender =
  /\b(sender|return.path|mail from|from address)\b.{0,40}\b(rejected|refused|denied|verif|unknown|invalid|not (allowed|permitted|exist))/i;
const network =
  /\b(blocked|listed) (using|by|in|on|at)\b|\bblack ?list|\bblock ?list|\b(dns|r)bl\b|spamhaus|spamcop|barracuda|sorbs|\breputation\b|\b(your|sending|client|connecting|source|sender) (ip|host|server|mta|network|system)\b|\breverse dns\b|\brdns\b|\bptr\b|\bhelo\b|\behlo\b|\[\d{1,3}(\.\d{1,3}){3}\]/i;

/** Words of policy: of what is allowed, and not of who is there. */
const policy =
  /polic|spam|virus|malware|\bblock|denied|prohibit|administrative|content|dmarc|\bspf\b|dkim|too many|rate|quota|\bfull\b|storage|size|too (big|large|long)|grey ?list|temporar|try again|restrict|not accept(ing)? mail/i;
const someone =
  /\b(users?|mailbox(es)?|recipients?|address(es)?|accounts?|alias(es)?|inbox|person|rcpt|customer|subscriber|maildrop)\b/i;
const isNotThere =
  /\b(unknown|unkown|no such|not found|n['o]t exist|doesn['’]?t (exist|have)|invalid|unavailable|disabled|inactive|expired|closed|suspended|deactivated|terminated|unrout(e)?able|not (a )?(valid|local|known|listed|recognized|available|our|here|active)|no (mailbox|longer|account|one)|rejected|undeliverable|bad)\b/i;

/** Generic statuses say no more than the code; what the text says of them counts. */
const generic = /^5\.\d+\.0$/;

/** The one rule for answers to SMTP and for bounces. A text decides where it names us; else the status; else who it speaks of. */
export function faultOf({ code, says, of }: Refused): Fault {
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(says)?.[0];
  // a letter that is too long is refused as early as at MAIL FROM (RFC 1870 6.1)
  if (status === '5.3.4' || status === '5.2.3') return 'letter';
  if (of === 'us' || of === 'sender' || oursByCode.has(code)) return 'ours';
  const isGone = status !== undefined && /^5\.1\.(1|2|3|6|10)$/.test(status);
  if (!isGone && (relaying.test(says) || ourSender.test(says))) return 'ours';
  if (!isGone && network.test(says)) return 'network';
  const known = status === undefined || generic.test(status) ? undefined : status;
  if (known !== undefined) return byStatus.find(([fits]) => fits.test(known))?.[1] ?? 'letter';
  if (policy.test(says))
    return /quota|\bfull\b|storage|size|too (big|large|long)/i.test(says) ? 'letter' : 'domain';
  const isOfMailbox = (code === 550 || code === 551 || code === 553) && of === 'recipient';
  if (isOfMailbox && someone.test(says) && isNotThere.test(says)) return 'mailbox';
  return code === 554 ? 'domain' : 'letter';
}
