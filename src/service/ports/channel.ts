import type { Frozen } from './outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Letter } from '../../domain/reminders/letter.ts';
import type { ServerReply } from '../../domain/reminders/delivery.ts';

/** A letter's bytes for one reader, and the gate before the last of them. */
export interface Parcel {
  readonly id: string;
  readonly to: string;
  readonly bytes: Buffer;
  /** Asked when all but the last byte is on its way; after `false` that byte is never sent. */
  readonly gate: () => Promise<boolean>;
}

/** An open connection that takes one parcel after another. */
export interface ChannelLine {
  /** Whether it can take another parcel. */
  readonly isOpen: boolean;
  send(parcel: Parcel): Promise<ServerReply>;
  close(): void;
}

/** A port: a way to deliver a letter. */
export interface Channel {
  /** Where letters go, for people. */
  readonly where: string;
  /**
   * The bytes of a letter, which depend only on the letter, `about` and `date`. `about` stands before the @
   * of its Message-ID: equal for letters about the same, so that mailboxes fold them.
   */
  compose(letter: Letter, frozen: { readonly about: string; readonly date: Instant }): Promise<Frozen>;
  /** Throws a Failure if letters would lack the signature they need (RFC 8058 4); called at the start. */
  check(): Promise<void>;
  /** Throws a Failure when nobody, or nobody trusted, is there. */
  open(): Promise<ChannelLine>;
}
