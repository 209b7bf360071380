// Another process with a store of its own: test/store/contract.ts tells it what to call.
import type { Store } from '../../src/service/ports/store.ts';
import { openStore } from '../../src/store/index.ts';

export type Place = Parameters<typeof openStore>[0];
export interface Call {
  readonly verb: keyof Store;
  readonly args: readonly unknown[];
}
export type Answer = { readonly value: unknown } | { readonly thrown: string };

let store: Store | undefined;

async function answer(message: Place | Call): Promise<Answer> {
  if ('dataDir' in message) {
    store = openStore(message);
    return { value: undefined };
  }
  try {
    const verbs = store as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
    return { value: await verbs[message.verb]?.(...message.args) };
  } catch (error) {
    return { thrown: String(error) };
  }
}

process.on('message', (message: Place | Call) => {
  void answer(message).then((said) => process.send?.(said));
});
