// npm run screenshots: the pictures of the README, of the shipped calendar as it is read on 8 September 2026, when all of it was announced.
import type { Screen } from './system/browser.ts';
import { mkdirSync } from 'node:fs';
import { shippedFiles } from './system/shipped.ts';
import { needChromium, onScreen, withBrowser } from './system/browser.ts';
import { atOwnAddress } from './system/own.ts';
import { withOffice } from './mail/office.ts';
import { inFolder } from './service/folder.ts';
import { watch } from './service/replica.ts';

needChromium();

const [now, folder] = ['2026-09-08T00:00Z', 'docs/pictures'];
const pictures: Readonly<Record<string, Screen & { readonly path: string; readonly height: number }>> = {
  page: { path: 'kubernetes/', width: 1280, height: 940, scheme: 'light' },
  phone: { path: 'kubernetes/', width: 360, height: 940, scheme: 'dark' },
  moment: { path: 'kubernetes/1.38/docs-freeze', width: 768, height: 940, scheme: 'light' },
};

mkdirSync(folder, { recursive: true });
await inFolder({}, (place) =>
  withOffice(
    { folder: place, env: { DATA_DIR: `${place}/data` } },
    { files: shippedFiles(), clock: watch(now) },
    ({ service }) =>
      atOwnAddress(service, (url) =>
        withBrowser(async (browser) => {
          for (const [name, { path, height, ...screen }] of Object.entries(pictures))
            await onScreen(browser, { ...screen, zone: 'Asia/Tokyo' }, async (page) => {
              await page.clock.setFixedTime(now);
              await page.setViewportSize({ width: screen.width, height });
              await page.goto(`${url}/${path}`);
              await page.screenshot({ path: `${folder}/${name}.png` });
              console.log(`${folder}/${name}.png`);
            });
        }),
      ),
  ),
);
