import type { Channel } from '../service/ports/channel.ts';
import type { Sender, SmtpServer } from './email.ts';
import type { Templates } from '../formats/words/words.ts';
import { openFormats } from '../formats/index.ts';
import { openLetters } from '../formats/lettertext.ts';
import { checkSigned } from './signed.ts';
import { connect, openComposer } from './email.ts';
import { intoFolder } from './file.ts';

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
