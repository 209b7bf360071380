import type { ListHeaders } from 'nodemailer/lib/mailer';
import type { Channel, ChannelLine } from '../service/ports/channel.ts';
import type { Digest, Letter, Note } from '../domain/reminders/letter.ts';
import type { ServerReply } from '../domain/reminders/delivery.ts';
import type { Written } from '../formats/lettertext.ts';
import { isPermanent, queueIdIn, replyOf, says } from './answer.ts';
import { throughGate } from './gate.ts';
import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Failure } from '../service/ports/failure.ts';
import { millis } from '../domain/time/time.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
  /** RFC 2919: identifies the list, whatever its name. */
  readonly listId: string;
  readonly help: string;
  readonly dkim:
    { readonly domain: string; readonly selector: string; readonly privateKey: string } | undefined;
}

/** RFC 6376 5.4.1, plus both unsubscribe headers (RFC 8058 4); nodemailer's own list lacks one. */
const signed = [
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding',
  'List-Id:List-Help:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted:Feedback-ID',
].join(':');

/** Composes a letter; equal letter, `about` and `date` give equal bytes. */
export function openComposer(sender: Sender, write: (letter: Letter) => Written): Channel['compose'] {
  const { dkim } = sender;
  const transport = createTransport({
    streamTransport: true as const,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signed,
      },
    }),
  });
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  return async (letter, { about, date }) => {
    const { subject, text, html, calendar } = write(letter);
    const messageId = `<${about}@${domain}>`;
    const { message } = await transport.sendMail({
      from: { name: sender.name, address: sender.address },
      to: { name: '', address: letter.to },
      envelope: { from: sender.address, to: [letter.to] },
      subject,
      text,
      messageId,
      date: new Date(millis(date)),
      baseBoundary: about,
      ...(html !== undefined && { html }),
      ...(calendar !== undefined && {
        icalEvent: { method: 'PUBLISH', filename: 'deadlines.ics', content: calendar },
      }),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Feedback-ID': `${letter.kind}:release-calendar:${domain}`,
        ...(isOfList(letter) && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
      ...(isOfList(letter) && { list: listOf(letter, sender) }),
    });
    if (!Buffer.isBuffer(message)) throw new Failure('the email could not be composed');
    return { bytes: message, messageId, date };
  };
}

/** List mail has a one-click unsubscribe link (RFC 8058); requests for confirmation do not. */
function isOfList(letter: Letter): letter is Digest | Note {
  return letter.kind !== 'confirm' && letter.kind !== 'goodbye' && letter.kind !== 'stale';
}

function listOf({ links }: Digest | Note, { listId, name, help }: Sender): ListHeaders {
  const out = links.mailto === undefined ? [links.unsubscribe] : [links.unsubscribe, links.mailto];
  return { id: { url: listId, comment: name }, help, unsubscribe: [out] };
}

/** How a mail server is reached. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the start, else by STARTTLS. */
  readonly secure: boolean;
  /** No TLS; only for a server on this machine. */
  readonly clear: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Our host name for EHLO. */
  readonly name: string;
}

/** Milliseconds to connect and get a greeting, and for any answer (RFC 5321 4.5.3.2.6). */
const timeouts = { connect: 15_000, answer: 600_000 };
/** Milliseconds for all steps to log in. */
const openMs = 4 * timeouts.connect;
/** Milliseconds for a whole letter, so that a server that trickles data cannot stall us. */
const letterMs = 2 * timeouts.answer;

/** Opens a connection. Throws a Failure when the server is unreachable, lacks TLS or refuses the login. */
export async function connect(server: SmtpServer, from: string): Promise<ChannelLine> {
  const { host, port, secure, clear, user, password, name } = server;
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    name,
    requireTLS: !secure && !clear,
    ignoreTLS: clear,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.answer,
  });
  const where = `${host}:${port}`;
  // in total: a connection that hangs keeps a place that others need
  const tooLong = setTimeout(() => connection.close(), openMs);
  try {
    await open(connection, where);
    if (user !== undefined) await login(connection, { user, pass: password ?? '' }, where);
    return lineOver(connection, from);
  } finally {
    clearTimeout(tooLong);
  }
}

function open(connection: SMTPConnection, where: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void =>
      reject(new Failure(`${where}: ${says(error)}`, { permanent: isPermanent(error) }));
    connection.once('error', failed);
    connection.once('end', () => failed(new Error('the connection was closed')));
    connection.connect((error) => (error ? failed(error) : resolve()));
  });
}

function login(
  connection: SMTPConnection,
  credentials: { readonly user: string; readonly pass: string },
  where: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // login() does not call back if the connection drops
    const lost = (error = new Error('the connection was closed')): void =>
      reject(new Failure(`${where}: connection lost during login: ${says(error)}`));
    connection.once('error', lost);
    connection.once('end', () => lost());
    connection.login({ credentials }, (error) => {
      if (!error) return resolve();
      const permanent = isPermanent(error);
      reject(new Failure(`${where}: the login was refused: ${says(error)}`, { permanent }));
      // last, for it ends the connection, which would be told as lost
      return connection.close();
    });
  });
}

function lineOver(connection: SMTPConnection, from: string): ChannelLine {
  let isOpen = true;
  let lost: ((error: Error | undefined) => void) | undefined;
  const broken = (error?: Error): void => {
    isOpen = false;
    lost?.(error);
  };
  connection.on('error', broken);
  connection.on('end', () => broken());
  const close = (): void => {
    connection.close();
    broken();
  };
  const isReset = (code: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (code === 421 || !isOpen) return resolve(false);
      lost = () => resolve(false);
      return connection.reset((error) => resolve(!error));
    });
  return {
    get isOpen() {
      return isOpen;
    },
    close,
    send: async (parcel) => {
      const gated = throughGate(parcel, () => isOpen);
      const tooLong = setTimeout(close, letterMs);
      const reply = await new Promise<ServerReply>((resolve) => {
        lost = (error) => resolve(replyOf(error ?? new Error('the connection was lost'), gated.phase()));
        const envelope = { from, to: [parcel.to], size: parcel.bytes.length };
        connection.send(envelope, gated.stream, (error, info) => {
          if (error) return resolve(replyOf(error, gated.phase()));
          return resolve({ kind: 'taken', queueId: queueIdIn(info.response), says: info.response });
        });
      });
      clearTimeout(tooLong);
      // a half-sent message would become the start of the next one
      if (reply.kind === 'lost' || reply.kind === 'withdrawn') close();
      else if (reply.kind === 'refused' && !(await isReset(reply.code))) close();
      lost = undefined;
      return reply;
    },
  };
}
