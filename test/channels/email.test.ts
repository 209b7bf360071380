import assert from 'node:assert/strict';
import type { BadServer } from '../mail/badserver.ts';
import type { ChannelLine } from '../../src/service/ports/channel.ts';
import { setTimeout } from 'node:timers/promises';
import { connect } from '../../src/channels/email.ts';
import { failure } from '../sources/failure.ts';
import { withBadServer } from '../mail/badserver.ts';

const bytes = Buffer.from(`Subject: x\r\n\r\n${'a line of text\r\n'.repeat(50)}`);

function server(of: BadServer): Parameters<typeof connect>[0] {
  return {
    host: '127.0.0.1',
    port: of.port,
    secure: false,
    clear: true,
    user: undefined,
    password: undefined,
    name: 'me.example',
  };
}

async function sent(line: ChannelLine, gate: () => Promise<boolean>): ReturnType<ChannelLine['send']> {
  return line.send({ id: 'one', to: 'jo@example.org', bytes, gate });
}

const yes = (): Promise<boolean> => Promise.resolve(true);

describe('a letter on its way', () => {
  it('whose connection is lost before its last byte was lost in its body', () =>
    withBadServer(async (of) => {
      of.play({ drop: 'body' });
      const line = await connect(server(of), 'me@example.org');

      const reply = await sent(line, async () => {
        while (line.isOpen) await setTimeout(1);
        return true;
      });

      assert.deepEqual([reply.kind, 'after' in reply && reply.after, line.isOpen], ['lost', 'body', false]);
    }));

  it('does not begin where the connection is lost while it logs in, and nobody waits for that', () =>
    withBadServer(async (of) => {
      of.play({ drop: 'auth', answers: { EHLO: '250-bad.example\r\n250 AUTH PLAIN LOGIN' } });
      const known = { ...server(of), user: 'me', password: 'secret' };

      const says = await failure(connect(known, 'me@example.org'));

      assert.match(says, /^127\.0\.0\.1:\d+: (connection lost during login|the login was refused): /);
    }));

  it('that is not ours any more is never ended: the server takes nothing', () =>
    withBadServer(async (of) => {
      const line = await connect(server(of), 'me@example.org');

      const reply = await sent(line, () => Promise.resolve(false));

      assert.deepEqual([reply, line.isOpen, of.kept], [{ kind: 'withdrawn' }, false, []]);
    }));

  it('that cannot be written down before its last byte is never ended either', () =>
    withBadServer(async (of) => {
      const line = await connect(server(of), 'me@example.org');

      const reply = await sent(line, () => Promise.reject(new Error('the database is unavailable')));

      assert.deepEqual([reply, of.kept], [{ kind: 'withdrawn' }, []]);
    }));

  it('follows another on the same connection, also one that was refused', () =>
    withBadServer(async (of) => {
      of.play({ answers: { RCPT: '550 5.1.1 no such user' } });
      const refusing = await connect(server(of), 'me@example.org');
      const refused = [await sent(refusing, yes), await sent(refusing, yes)];
      const line = await connect(server(of), 'me@example.org');

      const taken = [await sent(line, yes), await sent(line, yes)];

      assert.deepEqual(
        refused.map((reply) => reply.kind === 'refused' && [reply.code, reply.of]),
        [
          [550, 'recipient'],
          [550, 'recipient'],
        ],
      );
      assert.deepEqual(
        taken.map(({ kind }) => kind),
        ['taken', 'taken'],
      );
      assert.deepEqual([of.connections, of.kept.length], [2, 2]);
      line.close();
      refusing.close();
    }));

  it('goes nowhere when nobody greets, or TLS is wanted and not there', () =>
    withBadServer(async (of) => {
      of.play({ greeting: '554 no service' }, {}, { badTls: true });

      const says = [
        await failure(connect(server(of), 'me@example.org')),
        await failure(connect({ ...server(of), clear: false }, 'me@example.org')),
        await failure(connect({ ...server(of), clear: false }, 'me@example.org')),
      ];

      for (const one of says) assert.match(one, /^127\.0\.0\.1:\d+: /);
      assert.deepEqual(of.kept, []);
    }));
});
