import type { Channel } from '../service/ports/channel.ts';
import type { Sender, SmtpServer } from './email.ts';
import type { Templates } from '../formats/words/words.ts';
import { openFormats } from '../formats/index.ts';
import { openLetters } from '../formats/lettertext.ts';
import { connect, openComposer } from './email.ts';
import { intoFolder } from './file.ts';
import type { Letter } from '../domain/reminders/letter.ts';
import { expected } from '../domain/problem/expected.ts';
import { Failure } from '../service/ports/failure.ts';
import { instantOf, utc } from '../domain/time/time.ts';

interface Dependencies {
  readonly sender: Sender;
  /** `undefined`: files in `folder`. */
  readonly smtp: SmtpServer | undefined;
  readonly folder: string;
  readonly templates: Templates;
}

/** Opens the SMTP channel if configured, else the file channel. */
export function openChannel({ sender, smtp, folder, templates }: Dependencies): Channel {
  const write = openLetters(templates, openFormats(templates));
  const compose = openComposer(sender, write);
  const check = (): Promise<void> => (sender.dkim ? checkSigned(compose) : Promise.resolve());
  if (smtp)
    return { where: `${smtp.host}:${smtp.port}`, compose, check, open: () => connect(smtp, sender.address) };
  return { where: folder, compose, check, open: () => intoFolder(folder) };
}

/** Mailbox providers want these signed to show an unsubscribe button. */
const mustBeSigned = ['from', 'list-unsubscribe', 'list-unsubscribe-post'];

/** Throws a Failure if DKIM does not cover these headers. */
async function checkSigned(compose: Channel['compose']): Promise<void> {
  const here = 'https://example.invalid/';
  const links = { home: here, preferences: here, unsubscribe: here, never: here, mailto: undefined };
  const letter: Letter = {
    kind: 'known',
    to: 'nobody@example.invalid',
    at: instantOf(0),
    zone: utc,
    html: false,
    links,
    titles: [],
    link: undefined,
    ahead: [],
    wish: { calendars: [], leads: [], zone: utc, hour: 0, changes: false, html: false },
  };
  const { bytes } = await compose(letter, { about: 'self-check', date: instantOf(0) });
  const [head = ''] = bytes.toString('latin1').split('\r\n\r\n');
  const signature = /^DKIM-Signature:((?:.|\r\n[ \t])*)/im.exec(head)?.[1]?.replaceAll(/\s/g, '') ?? '';
  const fields = /(?:^|;)h=([^;]*)/.exec(signature)?.[1]?.toLowerCase().split(':') ?? [];
  const missing = mustBeSigned.filter((name) => !fields.includes(name));
  if (missing.length > 0)
    throw new Failure(
      `DKIM_KEY: ${expected('an RSA key that can sign emails', `a key that does not sign ${missing.join(', ')}`)}`,
    );
}
