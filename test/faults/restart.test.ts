import assert from 'node:assert/strict';
import { crowd, soon } from './crowd.ts';
import { inFolder } from '../sources/folder.ts';
import { rowsAt, startPostgres } from '../store/postgres.ts';
import { watch } from '../service/replica.ts';
import { withOffice } from '../mail/office.ts';
import { withReceiver } from '../mail/receiver.ts';
import { smtp } from '../mail/badserver.ts';

const letters = 80;

describe('a PostgreSQL that is restarted while letters are sent', function () {
  it('loses no letter, and what was sent is not sent as another', async () => {
    const server = await startPostgres();
    const query = (statement: string) => rowsAt(server.url('postgres'), statement);
    try {
      await inFolder({}, (folder) =>
        withReceiver(async (receiver) => {
          const env = {
            ...{ DATABASE_URL: server.url('postgres'), DATA_DIR: `${folder}/data`, LEASE_SECONDS: '30' },
            ...smtp(receiver.url),
          };
          const clock = watch(new Date().toISOString());
          await withOffice({ folder, env }, { files: soon(5), clock }, async (office) => {
            await office.mail.wake.plan(new AbortController().signal);
            await crowd({ env, folder, postgres: true, query, elsewhere: query }, letters);
            let restarted: Promise<void> | undefined;
            receiver.onReceived = (count) => {
              if (count >= 25) restarted ??= server.stop().then(() => server.start());
            };

            for (let round = 0; round < 10; round++) {
              await office.ring().catch((error: unknown) => {
                assert.match(String(error), /PostgreSQL at/);
              });
              await restarted;
              clock.wait('PT1M');
            }

            assert.ok(restarted);
            const rows = await query('select state, message_id from outbox');
            assert.deepEqual(
              rows.map(({ state }) => state),
              Array.from({ length: letters }, () => 'sent'),
            );
            const distinct = new Set(receiver.received.map(({ messageId }) => messageId));
            assert.deepEqual(
              [...distinct].toSorted(),
              rows.map(({ message_id: id }) => String(id)).toSorted(),
            );
            const byId = Map.groupBy(receiver.received, ({ messageId }) => messageId);
            for (const all of byId.values()) assert.equal(new Set(all.map(({ raw }) => raw)).size, 1);
            assert.ok(receiver.received.length <= letters + 2, `${receiver.received.length} letters`);
          });
        }),
      );
    } finally {
      await server.remove();
    }
  });
});
