import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { jsonSchema, schemas } from '../../src/formats/jsonschema.ts';
import { readConfig } from '../../src/runtime/config.ts';
import { instant } from '../../src/domain/time/time.ts';
import { openFormats } from '../../src/formats/index.ts';
import { wire } from '../../src/wire.ts';

const names = [
  ...['banner', 'section', 'feed', 'state', 'changes', 'diff'],
] as const satisfies readonly (keyof typeof schemas)[];

describe('the published JSON Schemas', () => {
  for (const name of names) {
    it(`docs/schema/${name}.json is the shape that the program has`, () => {
      const file = new URL(`../../docs/schema/${name}.json`, import.meta.url);
      if (process.env['UPDATE_GOLDEN']) writeFileSync(file, jsonSchema(name));

      const published = readFileSync(file, 'utf8');

      assert.equal(published, jsonSchema(name), 'write it anew with UPDATE_GOLDEN=1');
    });
  }

  for (const at of ['2024-01-09T16:00Z', '2026-05-10T00:00Z', '2026-11-18T20:00Z', '2026-12-17T12:00Z']) {
    it(`the documents at ${at} have those shapes`, async () => {
      const read = readConfig({});
      const now = instant(at);
      assert.ok('config' in read && now);
      const service = wire({ config: read.config, clock: () => now, calendarsDir: 'calendars' });
      await service.catalog.load({ settled: false });
      const json = openFormats(service.templates).find((format) => format.name === 'json');

      const banner = service.publish.banner({ calendar: 'kubernetes' });
      const section = service.publish.section({ calendar: 'kubernetes' });
      const feed = service.publish.feed({ calendar: 'kubernetes' });
      const state = service.publish.state({ calendar: 'kubernetes', query: {} });
      const changes = service.publish.changes('kubernetes');

      assert.ok('value' in banner && 'value' in section && 'value' in feed);
      assert.ok('value' in state && 'value' in changes);
      schemas.banner.parse(JSON.parse(json?.banner?.(banner.value.banner, banner.value.style) ?? ''));
      schemas.section.parse(JSON.parse(json?.section?.(section.value.section, section.value.style) ?? ''));
      schemas.feed.parse(JSON.parse(json?.feed?.(feed.value, 'https://example.org/kubernetes.json') ?? ''));
      schemas.state.parse(JSON.parse(json?.state?.(state.value.state) ?? ''));
      const { calendar, moves } = changes.value;
      schemas.changes.parse(JSON.parse(json?.changes?.(calendar, moves, '') ?? ''));
    });
  }
});
