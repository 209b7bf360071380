import assert from 'node:assert/strict';
import type { Source, SourceReading } from '../../src/service/ports/source.ts';
import { openCatalog } from '../../src/service/publish/catalog.ts';
import { openLedger } from '../../src/service/publish/ledger.ts';
import { at } from '../domain/build.ts';
import { on } from '../sources/live.ts';
import { setImmediate } from 'node:timers/promises';
import { inFolder, inOne, put, settings } from '../sources/folder.ts';
import { calendarsIn } from '../../src/sources/index.ts';

/** A catalog over readings that the story makes. */
function catalogOver(read: Source['read'], source: Source) {
  const warnings: string[] = [];
  const clock = () => at('2026-03-01');
  const log = {
    info: () => undefined,
    error: () => undefined,
    warn: (_: object, event: string) => void warnings.push(event),
  };
  const over: Source = { ...source, read };
  const ledger = openLedger({ store: undefined, source: over, clock, log });
  return { catalog: openCatalog(over, { clock, log, ledger }), warnings };
}

describe('readings of calendars', () => {
  it('end in the order in which they began: an older one never replaces a newer', () =>
    inFolder(inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) }), async (root) => {
      const source = calendarsIn(root, { poll: false });
      const before = await source.read({ settled: false });
      await put(root, inOne({ '1.30.yaml': on(13) }));
      const after = await source.read({ settled: false });
      const older = Promise.withResolvers<SourceReading>();
      const readings = [() => older.promise, () => Promise.resolve(after)];
      const { catalog } = catalogOver(() => readings.shift()?.() ?? assert.fail(), source);

      const [first, second] = [catalog.load({ settled: false }), catalog.load({ settled: false })];
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      older.resolve(before);
      await Promise.all([first, second]);

      assert.equal(catalog.calendars()[0]?.revision, after.calendars[0]?.revision);
    }));

  it('of files that never rest end, and are taken up again by the next look', () =>
    inFolder(inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) }), async (root) => {
      const source = calendarsIn(root, { poll: false });
      const good = await source.read({ settled: false });
      let reads = 0;
      let rests = false;
      const { catalog, warnings } = catalogOver(async () => {
        reads++;
        return { ...good, calendars: rests ? good.calendars : [], unsettled: !rests };
      }, source);

      await catalog.load({ settled: true });
      const before = reads;
      rests = true;
      await catalog.look();

      assert.ok(before > 1 && before < 20, `${before} readings`);
      assert.deepEqual(warnings, ['files keep changing']);
      assert.equal(reads, before + 1);
      assert.equal(catalog.calendars().length, 1);
    }));
});
