import type { Channel, ChannelLine } from '../ports/channel.ts';
import { Failure } from '../ports/failure.ts';

/** One of the connections that may be open; whoever has it uses it alone until it is given back. */
export interface Connection {
  /** The line that is still open, else a new one. Throws a Failure when nobody is there. */
  line(): Promise<ChannelLine>;
  giveBack(): void;
}

/** Connections for sending: over all runs together, never more than a fixed number is open. */
export interface Connections {
  /** Takes all that are free, those with an open line first; none when all are in use. */
  take(): readonly Connection[];
  /** Closes the unused lines. */
  closeIdle(): void;
  /** Closes every line, and rejects whoever waits for one to open: letters in transit are lost. */
  cut(): void;
}

interface Slot extends Connection {
  isTaken: boolean;
  open: ChannelLine | undefined;
}

export function openConnections(channel: Pick<Channel, 'open'>, most: number): Connections {
  const cutting = new AbortController();
  const open = (): Promise<ChannelLine> =>
    new Promise((resolve, reject) => {
      const given = (): void => reject(new Failure('the service stopped'));
      if (cutting.signal.aborted) return given();
      cutting.signal.addEventListener('abort', given, { once: true });
      const opened = (line: ChannelLine): void => {
        if (cutting.signal.aborted) line.close();
        resolve(line);
      };
      const done = (): void => cutting.signal.removeEventListener('abort', given);
      return void channel.open().then(opened, reject).finally(done);
    });
  const places = Array.from({ length: most }, (): Slot => {
    const place: Slot = {
      isTaken: false,
      open: undefined,
      line: async () => (place.open?.isOpen === true ? place.open : (place.open = await open())),
      giveBack: () => {
        place.isTaken = false;
      },
    };
    return place;
  });
  const close = (some: readonly Slot[]): void => some.forEach((place) => place.open?.close());
  return {
    take: () => {
      const free = places.filter(({ isTaken }) => !isTaken);
      for (const place of free) place.isTaken = true;
      return free.toSorted((a, b) => Number(b.open?.isOpen === true) - Number(a.open?.isOpen === true));
    },
    closeIdle: () => close(places.filter(({ isTaken }) => !isTaken)),
    cut: () => {
      cutting.abort();
      close(places);
    },
  };
}
