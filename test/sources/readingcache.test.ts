import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchedText, Texts } from '../../src/service/ports/texts.ts';
import type { SourceReading } from '../../src/service/ports/source.ts';
import { lazySources } from '../../src/sources/lazysources.ts';
import { openReadingCache } from '../../src/sources/readingcache.ts';
import { calendarsIn } from '../../src/sources/index.ts';
import { noTexts } from '../../src/service/ports/texts.ts';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { at } from '../service/wired.ts';

interface Kept {
  readonly calendars: string;
  readonly cache: string;
  /** Reads as another command would, by the program of that version. */
  readonly read: (how?: { readonly texts?: Texts; readonly program?: string }) => Promise<SourceReading>;
}

async function kept(settings: string, story: (kept: Kept) => Promise<void>): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'readings-'));
  try {
    const files = calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }');
    await inFolder(files, async (calendars) => {
      if (settings !== '') write(calendars, { 'x/calendar.yaml': settings });
      const read: Kept['read'] = ({ texts = noTexts, program = '1' } = {}) =>
        lazySources({
          ...{ where: calendars, poll: false, texts, clock: () => at('2029-01-01') },
          cache: { readings: openReadingCache(cache), program },
        }).source.read({ settled: false });
      await story({ calendars, cache, read });
    });
  } finally {
    rmSync(cache, { recursive: true });
  }
}

const names = ({ calendars }: SourceReading): readonly string[] =>
  calendars.flatMap(({ calendar }) =>
    (calendar?.releases ?? []).flatMap(({ milestones }) => milestones.map(({ name }) => name)),
  );
const fresh = (calendars: string, texts = noTexts): Promise<SourceReading> =>
  calendarsIn(calendars, { poll: false, texts }).read({ settled: false });

describe('a kept reading of calendars', () => {
  it('is what reading the files gives', () =>
    kept('', async ({ calendars, cache, read }) => {
      const all = [await read(), await read()];

      assert.equal(readdirSync(cache).length, 1);
      for (const one of all) assert.deepEqual(one, await fresh(calendars));
    }));

  it('is what reading the files gives, of a whole project too', () => {
    const cache = mkdtempSync(join(tmpdir(), 'readings-'));
    const read = (): Promise<SourceReading> =>
      lazySources({
        ...{ where: 'calendars', poll: false, texts: noTexts, clock: () => at('2029-01-01') },
        cache: { readings: openReadingCache(cache), program: '1' },
      }).source.read({ settled: false });
    return read()
      .then(async (first) => assert.deepEqual(await read(), first))
      .finally(() => rmSync(cache, { recursive: true }));
  });

  it('is never that of other files, of another program, or of a calendar less', () =>
    kept('', async ({ calendars, cache, read }) => {
      await read();
      write(calendars, calendarFiles('x', '{ name: B, kind: freeze, when: 2030-01-01 }'));
      assert.deepEqual(names(await read()), ['B']);
      write(calendars, calendarFiles('y', '{ name: C, kind: freeze, when: 2030-01-01 }'));
      assert.deepEqual(names(await read()), ['B', 'C']);
      await read({ program: '2' });

      assert.equal(readdirSync(cache).length, 4);
    }));

  it('is never that of a folder with more files than are read of one', () =>
    kept('', async ({ calendars, read }) => {
      const pictures = Array.from({ length: 1_001 }, (_, index) => [`x/0${index}.png`, ''] as const);
      write(calendars, Object.fromEntries(pictures));
      await read();
      write(calendars, calendarFiles('x', '{ name: B, kind: freeze, when: 2030-01-01 }'));

      assert.deepEqual(names(await read()), ['B']);
    }));

  it('is read anew where what was kept is not as it was written', () =>
    kept('', async ({ calendars, cache, read }) => {
      await read();
      const [file = ''] = readdirSync(cache).map((name) => join(cache, name));
      const text = readFileSync(file, 'utf8');
      for (const other of [text.replace('2030-01-01', '2030-01-07'), '{"kept":{},"others":[]}', '']) {
        writeFileSync(file, other);
        assert.deepEqual(await read(), await fresh(calendars));
      }
    }));

  it('is read anew where what was kept is cut, or nothing can be kept', () =>
    kept('', async ({ calendars, cache, read }) => {
      await read();
      for (const name of readdirSync(cache)) writeFileSync(join(cache, name), 'cut');
      assert.deepEqual(await read(), await fresh(calendars));
      const nowhere = openReadingCache(join(calendars, 'x', 'calendar.yaml'));

      await nowhere.keep('key', { reading: await fresh(calendars), fetched: new Map() });
      assert.equal(await nowhere.find('key'), undefined);
    }));

  it('is read anew once another text was fetched for it', () => {
    const settings = 'id: x\ntitle: X\nsources: { "1.1.yaml": "https://example.org/1.1.yaml" }\nzone: UTC\n';
    const text = (name: string): FetchedText => ({
      ...{ calendar: 'x', name: '1.1.yaml', url: 'https://example.org/1.1.yaml' },
      bytes: Buffer.from(
        `release: "1.1"\nmilestones:\n  - { id: a, name: ${name}, kind: freeze, when: 2030-02-01 }\n`,
      ),
      since: at('2028-01-01'),
      checked: at('2028-01-02'),
    });
    const having = (...texts: FetchedText[]): Texts => ({ ...noTexts, of: () => Promise.resolve(texts) });
    return kept(settings, async ({ calendars, read }) => {
      await read();
      for (const texts of [having(text('F')), having(text('G')), noTexts])
        assert.deepEqual(await read({ texts }), await fresh(calendars, texts));
    });
  });
});
