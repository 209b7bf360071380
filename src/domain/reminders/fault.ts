/** A mail server's permanent refusal (RFC 5321 4.2.1), or the same reported later by a bounce (RFC 3464). */
export interface Refused {
  /** 500 to 599. */
  readonly code: number;
  /** The answer, with its enhanced status where it has one (RFC 3463). */
  readonly says: string;
  /** What was refused: our connection, our sender, the recipient, or the letter itself. */
  readonly of: 'us' | 'sender' | 'recipient' | 'content';
}

/**
 * Whose fault a refusal is. `gone`: there is no such mailbox. `mailbox`: it accepts nothing. `letter`: it
 * does not accept this one now. `domain`: its domain accepts nothing of ours now, by policy. `ours`: surely
 * ours. `seems-ours`: the text is about where or as whom we send, which a stranger's domain may say too.
 */
export type Fault = 'gone' | 'mailbox' | 'letter' | 'domain' | 'seems-ours' | 'ours';

/** What an enhanced status code tells beyond the basic code; the first match counts. */
const byStatus: readonly (readonly [RegExp, Fault])[] = [
  [/^5\.1\.(1|2|3|6|10)$/, 'gone'],
  [/^5\.1\.[78]$/, 'seems-ours'],
  [/^5\.2\.1$/, 'mailbox'],
  [/^5\.2\.[1-9]\d*$/, 'letter'],
  [/^5\.3\.4$/, 'letter'],
  [/^5\.4\.[1-9]\d*$/, 'domain'],
  [/^5\.6\.[1-9]\d*$/, 'letter'],
  // a group that accepts letters from its own members only
  [/^5\.7\.13\d$/, 'domain'],
];
const ofPolicy = /^5\.7\.\d+$/;

/** Codes about our login or our TLS, whatever they answer (RFC 4954 6, RFC 3207 4). */
const oursByCode = new Set([530, 534, 535, 538]);

/** The word alone, because a host name may contain it. */
const relay = String.raw`(?<![\w.-])relay(ing|ed)?(?![\w.-]*\w\.\w|[\w-])`;
const no = String.raw`(not|n't|denied|deny|refus\w*|unable|cannot|prohibit\w*|disallow\w*|forbid\w*|reject\w*)`;
const relaying = new RegExp(
  String.raw`${relay}.{0,60}\b(${no}|access)\b|\b${no}\b.{0,40}${relay}|\brcpthosts\b|\b(authenticat\w+|smtp auth|auth) (is )?required\b|\bmust (first )?authenticate\b|\bstarttls (command )?first\b`,
  'i',
);
const ourSender =
  /\b(sender|return.path|mail from|from address)\b.{0,40}\b(rejected|refused|denied|verif|unknown|invalid|not (allowed|permitted|exist))/i;
const network =
  /\b(blocked|listed) (using|by|in|on|at)\b|\bblack ?list|\bblock ?list|\b(dns|r)bl\b|spamhaus|spamcop|barracuda|sorbs|\breputation\b|\b(your|sending|client|connecting|source|sender) (ip|host|server|mta|network|system)\b|\breverse dns\b|\brdns\b|\bptr\b|\bhelo\b|\behlo\b/i;
const literal = /\[\d{1,3}(\.\d{1,3}){3}/;

/** Words about what is allowed, not about who exists. */
const policy =
  /polic|spam|virus|malware|\bblock|denied|prohibit|administrative|content|dmarc|\bspf\b|dkim|too many|rate|grey ?list|temporar|try again|restrict|not accept(ing)? mail/i;
const noRoom = /quota|\bfull\b|storage|size|too (big|large|long)/i;
const someone =
  /\b(users?|mailbox(es)?|recipients?|address(es)?|accounts?|alias(es)?|inbox|person|rcpt|customer|subscriber|maildrop)\b/i;
const isNotThere =
  /\b(unknown|unkown|no such|not found|n['o]t exist|doesn['’]?t (exist|have)|invalid|unavailable|disabled|inactive|expired|closed|suspended|deactivated|terminated|unrout(e)?able|not (a )?(valid|local|known|listed|recognized|available|our|here|active)|no (mailbox|longer|account|one)|rejected|undeliverable|bad)\b/i;

/** Generic statuses say no more than the code, so the text decides. */
const generic = /^5\.\d+\.0$/;

/**
 * The one rule for SMTP answers and for bounces: first what was refused, then what the status says for sure,
 * then whether the text seems to be about us, about who exists, or about policy.
 */
export function faultOf({ code, says, of }: Refused): Fault {
  const found = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(says)?.[0];
  const status = found === undefined || generic.test(found) ? undefined : found;
  // a letter that is too long may be refused as early as at MAIL FROM (RFC 1870 6.1)
  if (status === '5.3.4' || status === '5.2.3') return 'letter';
  if (of === 'us' || of === 'sender' || oursByCode.has(code)) return 'ours';
  const sure = byStatus.find(([fits]) => status !== undefined && fits.test(status))?.[1];
  if (sure !== undefined) return sure;
  if (relaying.test(says)) return 'seems-ours';
  const isOfMailbox = (code === 550 || code === 551 || code === 553) && of === 'recipient';
  const isNobody = status === undefined && isOfMailbox && someone.test(says) && isNotThere.test(says);
  if (ourSender.test(says) || network.test(says)) return 'seems-ours';
  if (isNobody && !policy.test(says) && !noRoom.test(says)) return 'mailbox';
  if (literal.test(says)) return 'seems-ours';
  if (status !== undefined) return ofPolicy.test(status) ? 'domain' : 'letter';
  if (noRoom.test(says)) return 'letter';
  return policy.test(says) || code === 554 ? 'domain' : 'letter';
}
