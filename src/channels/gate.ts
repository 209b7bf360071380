import type { Parcel } from '../service/ports/channel.ts';
import { Readable } from 'node:stream';

/** How much of a letter was sent; `withdrawn`: the last byte never is. */
export type Phase = 'nothing' | 'body' | 'dot' | 'withdrawn';

/** Sends all but the last byte, asks the gate, then sends it or aborts. */
export function throughGate(
  { bytes, gate }: Parcel,
  isOpen: () => boolean,
): { readonly stream: Readable; readonly phase: () => Phase } {
  let phase: Phase = 'nothing';
  const stream = new Readable({
    read() {
      if (phase === 'nothing') {
        phase = 'body';
        this.push(bytes.subarray(0, -1));
        return;
      }
      if (phase !== 'body') return;
      gate().then(
        (isOurs) => {
          // the last byte cannot be sent any more: the phase stays `body`
          if (this.destroyed || !isOpen()) return;
          phase = isOurs ? 'dot' : 'withdrawn';
          if (!isOurs) return void this.destroy(new Error('withdrawn'));
          this.push(bytes.subarray(-1));
          this.push(null);
        },
        (error: unknown) => {
          phase = 'withdrawn';
          this.destroy(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
  });
  return { stream, phase: () => phase };
}
