import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { jsonSchema, schemas } from '../../src/formats/jsonschema.ts';
import { openFormats } from '../../src/formats/index.ts';
import { valueOf, wired } from '../service/wired.ts';

const names = [
  ...['banner', 'section', 'feed', 'state', 'changes', 'diff', 'show'],
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
      const { publish, templates } = await wired({ now: at });
      const json = openFormats(templates).find((format) => format.name === 'json');
      const calendar = 'kubernetes';

      const { banner, style } = valueOf(publish.banner({ calendar }));
      const { section } = valueOf(publish.section({ calendar }));
      const { state } = valueOf(publish.state({ calendar, query: {} }));
      const { calendar: of, moves } = valueOf(publish.changes(calendar));
      const address = 'https://example.org/kubernetes.json';

      schemas.banner.parse(JSON.parse(json?.banner?.(banner, style) ?? ''));
      schemas.section.parse(JSON.parse(json?.section?.(section, style) ?? ''));
      schemas.feed.parse(JSON.parse(json?.feed?.(valueOf(publish.feed({ calendar })), address) ?? ''));
      schemas.state.parse(JSON.parse(json?.state?.(state) ?? ''));
      schemas.changes.parse(JSON.parse(json?.changes?.(of, moves, '') ?? ''));
    });
  }
});
