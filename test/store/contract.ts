import assert from 'node:assert/strict';
import type { OnGround } from './place.ts';
import type { Wish } from '../../src/domain/reminders/wish.ts';
import type { News, Store } from '../../src/service/ports/store.ts';
import { aoeWhen, at, dayWhen, instantWhen, monthWhen, spanWhen } from '../domain/build.ts';
import { change, version, withStores } from './place.ts';
import { bug, failure } from '../sources/failure.ts';
import { openStore } from '../../src/store/index.ts';
import { tbd } from '../../src/domain/when/when.ts';

const wish: Wish = {
  ...{ calendars: ['one'], leads: [7], zone: 'UTC' as Wish['zone'], hour: 9, changes: true, html: true },
};

/** What every database must do. `named` is how its failures begin. */
export function contract(onGround: OnGround, named: RegExp): void {
  const told = (story: Parameters<typeof withStores>[2]): Promise<unknown> =>
    onGround(({ place }) =>
      withStores(place, 2, async (store, other) => {
        await store.migrate();
        await story(store, ...(other ? [other] : []));
      }),
    );

  it('knows nothing at first', () =>
    told(async (store) => {
      const calendar = 'one';

      const found = [await store.accepted(calendar), await store.acceptedAt(calendar, 'a')];

      assert.deepEqual(found, [undefined, undefined]);
      assert.deepEqual([[...(await store.news(calendar))], await store.held()], [[], []]);
    }));

  it('gives back the accepted version as it was, to every store', () =>
    told(async (store, other) => {
      const text = `title: "Ünïcödé 🎉 'quoted' \\u0000 \u0001"\r\n\t${'x'.repeat(1024 * 1024)}`;
      const given = change('a', undefined, { text });

      assert.equal(await store.accept(given), true);

      assert.deepEqual(await other?.accepted('one'), given.next);
      assert.equal(await other?.accepted('two'), undefined);
    }));

  it('gives back every kind of when, name and status', () =>
    told(async (store, other) => {
      const since = (day: number) => ({ since: at(`2026-01-0${day}T12:30:01.001Z`) });
      const news: News = new Map([
        [
          '1.30/code-freeze',
          [
            { when: dayWhen('2026-03-18', 'America/Los_Angeles'), ...since(1) },
            { when: aoeWhen('2026-03-18'), ...since(2), name: 'Code Freeze\'s 🧊 "name"' },
            { when: instantWhen('2026-03-19T02:00Z', 'Asia/Tokyo'), ...since(3), status: 'postponed' },
            { when: instantWhen('2026-03-19T12:00Z', 'Etc/GMT+12', '2026-03-18'), ...since(4) },
            { when: spanWhen('2026-03-18', '2026-03-20', 'Europe/London'), ...since(5), status: 'planned' },
            { when: monthWhen('2026-04'), ...since(6), name: '', status: 'cancelled' },
            { when: tbd, ...since(7), status: 'gone' },
          ],
        ],
        ['patches/patch-1-36-2', [{ when: dayWhen('2026-05-12'), ...since(1) }]],
      ]);

      await store.accept(change('a', undefined, { news }));

      assert.deepEqual(await other?.news('one'), news);
      assert.deepEqual(await other?.news('two'), new Map());
    }));

  it('adds to the news what they lack, and never the same twice', () =>
    told(async (store) => {
      const [first, second, third] = [dayWhen('2026-03-01'), dayWhen('2026-03-08'), dayWhen('2026-03-15')];
      const key = '1.30/code-freeze';
      const one = { when: first, since: at('2026-01-01') };
      const two = { when: second, since: at('2026-02-01'), name: 'Freeze' };
      // by a replica whose clock is late
      const three = { when: third, since: at('2026-01-31T23:59:59Z') };
      const off = { when: third, since: at('2026-04-01'), name: 'Freeze', status: 'cancelled' } as const;

      await store.accept(change('b', undefined, { news: new Map([[key, [one, two]]]) }));
      await store.accept(change('c', 'b', { news: new Map([[key, [two, three]]]) }));
      await store.accept(change('d', 'c', { news: new Map([[key, [three]]]) }));
      await store.accept(change('e', 'd', { news: new Map([[key, [three, off]]]) }));

      assert.deepEqual((await store.news('one')).get(key), [one, two, three, off]);
    }));

  it('records thousands of news at once', () =>
    told(async (store) => {
      const since = at('2026-01-01');
      const keys = Array.from({ length: 12_000 }, (_, index) => `1.30/milestone-${index}`);
      const news: News = new Map(keys.map((key) => [key, [{ when: dayWhen('2026-03-01'), since }]]));

      await store.accept(change('a', undefined, { news }));

      assert.deepEqual(await store.news('one'), news);
    }).then(() => undefined));

  it('accepts only while the version that was compared with is still accepted', () =>
    told(async (store, other) => {
      const news: News = new Map([['1.30/x', [{ when: tbd, since: at('2026-01-01') }]]]);
      await store.accept(change('a'));

      const late = [
        await other?.accept(change('b', undefined, { news })),
        await other?.accept(change('b', 'z', { news })),
        await other?.accept({
          ...change('b', 'a', { news }),
          next: { ...change('b').next, calendar: 'two' },
        }),
      ];

      assert.deepEqual(late, [false, false, false]);
      assert.deepEqual(await store.accepted('one'), change('a').next);
      assert.deepEqual(
        [await store.accepted('two'), await store.acceptedAt('one', 'b'), (await store.news('one')).size],
        [undefined, undefined, 0],
      );
      assert.equal(await store.accept(change('b', 'a', { news })), true);
    }));

  it('remembers since when each version was accepted first', () =>
    told(async (store) => {
      await store.accept(change('a', undefined, { since: '2026-01-01' }));
      await store.accept(change('b', 'a', { since: '2026-02-01' }));
      await store.accept(change('a', 'b', { since: '2026-03-01' }));

      const found = [await store.acceptedAt('one', 'a'), await store.acceptedAt('one', 'b')];

      assert.deepEqual(found, [at('2026-01-01'), at('2026-02-01')]);
      assert.equal((await store.accepted('one'))?.since, at('2026-03-01'));
      assert.equal(await store.acceptedAt('two', 'a'), undefined);
    }));

  it('holds a version once, oldest first, until it is accepted', () =>
    told(async (store, other) => {
      await store.hold(version('b', '2026-02-02'));
      await other?.hold(version('b', '2026-02-03'));
      await store.hold(version('c', '2026-02-01'));

      const before = await store.held();
      await store.accept(change('b'));
      // a replica that has not heard of it
      await other?.hold(version('b', '2026-02-04'));

      const [b, c] = [version('b', '2026-02-02'), version('c', '2026-02-01')];
      assert.deepEqual(before, [
        { ...c, approved: false },
        { ...b, approved: false },
      ]);
      assert.deepEqual(await store.held(), [{ ...c, approved: false }]);
    }));

  it('approves what is held, and nothing else', () =>
    told(async (store, other) => {
      await store.hold(version('b'));
      await store.hold(version('c'));
      await store.accept(change('c'));

      const answers = [await other?.approve('b'), await other?.approve('b'), await other?.approve('x')];

      assert.deepEqual([...answers, await other?.approve('c')], [true, true, false, false]);
      await store.hold(version('b'));
      assert.deepEqual(await store.held(), [{ ...version('b'), approved: true }]);
    }));

  it('takes a revert of what was accepted as a version that may be held again', () =>
    told(async (store) => {
      await store.accept(change('a'));
      await store.accept(change('b', 'a'));

      await store.hold(version('a'));

      assert.deepEqual(await store.held(), [{ ...version('a'), approved: false }]);
      await store.accept(change('a', 'b'));
      assert.deepEqual(await store.held(), []);
    }));

  it('keeps everything when it is migrated again', () =>
    told(async (store, other) => {
      await store.accept(change('a'));

      await other?.migrate();

      assert.deepEqual(await store.accepted('one'), change('a').next);
    }));

  it('has a bug, and no failure, where a table is not there', () =>
    onGround(({ place, raw }) =>
      withStores(place, 1, async (store) => {
        await store.migrate();
        await raw('drop table accepted');

        assert.match(String(await bug(store.accepted('one'))), /accepted/);
      }),
    ));

  it('has a bug, and no failure, where a row breaks a rule of its table, or is no JSON', () =>
    onGround(async ({ place, raw }) => {
      await withStores(place, 1, async (store) => {
        await store.migrate();
        const address = { address: 'jo@example.org', key: 'jo', folded: 'jo', hash: 'h' };
        const ask = { id: 'a', delivery: 'd', address, wish, now: at('2026-03-01') };
        await store.mail.signUp(ask);

        const twice = await bug(
          store.mail.signUp({ ...ask, address: { ...address, key: 'other', folded: 'other' } }),
        );
        await raw("update subscription set wish = '{'");
        const broken = await bug(store.mail.subscriptions());

        assert.match(String(twice), /constraint/i);
        assert.ok(broken instanceof SyntaxError);
      });
    }));

  it('refuses the tables of a newer program, and leaves them', () =>
    onGround(async ({ place, raw }) => {
      await withStores(place, 1, async (store) => {
        await store.migrate();
        await store.accept(change('a'));
      });
      await raw("insert into release_calendar_migration (number, name) values (99, 'from the future')");

      await withStores(place, 1, async (store) => {
        const says = await failure(store.migrate());

        assert.match(says, named);
        assert.match(says, /expected tables of version \d+ or older, found version 99/);
        assert.equal(await failure(store.accepted('one')), says);
      });
      await raw('delete from release_calendar_migration where number = 99');
      await withStores(place, 1, async (store) => {
        assert.deepEqual(await store.accepted('one'), change('a').next);
      });
    }));

  it('that is only read makes and changes nothing, and says so of tables that are not there or older', () =>
    onGround(async ({ place, raw }) => {
      const reading = async <T>(story: (store: Store) => Promise<T>): Promise<T> => {
        const store = openStore(place, { readOnly: true });
        try {
          return await story(store);
        } finally {
          await store.close();
        }
      };
      assert.match(await reading((store) => failure(store.held())), /found no such file|found none/);
      await withStores(place, 1, (store) => store.accept(change('a')));

      assert.deepEqual(await reading((store) => store.accepted('one')), change('a').next);
      assert.deepEqual(await reading((store) => store.calendars()), ['one']);
      assert.match(await reading((store) => failure(store.accept(change('b', 'a')))), named);
      assert.deepEqual(await reading((store) => store.accepted('one')), change('a').next);
      await raw('delete from release_calendar_migration where number > 1');
      assert.match(
        await reading((store) => failure(store.held())),
        /expected tables of version \d+, found version 1/,
      );
    }));

  it('knows who else has the files of the accepted version, until they say otherwise or leave', () =>
    told(async (store, other) => {
      assert.ok(other);
      await store.accept(change('a'));
      const backed = async (who: Store) => (await who.acceptedHead('one'))?.backed;
      assert.deepEqual([await backed(store), await backed(other)], [undefined, undefined]);

      await store.heartbeat('one', 'a', at('2026-03-01T08:01Z'));
      assert.deepEqual([await backed(store), await backed(other)], [undefined, at('2026-03-01T08:01Z')]);

      await store.heartbeat('one', 'b', at('2026-03-01T08:02Z'));
      assert.equal(await backed(other), undefined);
      await store.heartbeat('one', 'a', at('2026-03-01T07:00Z'));
      assert.equal(await backed(other), at('2026-03-01T07:00Z'));
      await store.leave('here');
      assert.equal(await backed(other), undefined);
    }));

  it('fails after it was closed, which may be done twice', () =>
    told(async (store) => {
      await store.accept(change('a'));

      await store.close();
      await store.close();

      assert.match(String(await bug(store.accepted('one'))), /the store is closed/);
    }));

  it('finishes what runs before it closes', () =>
    told(async (store, other) => {
      const running = [store.accept(change('a')), store.accepted('two'), store.hold(version('z'))] as const;

      await store.close();

      assert.deepEqual(await Promise.all(running), [true, undefined, undefined]);
      assert.deepEqual(await other?.accepted('one'), change('a').next);
    }));
}
