import type { Browser, Locator, Page } from 'playwright-core';
import type { Release } from '../../src/domain/calendar/calendar.ts';
import { gzipSync } from 'node:zlib';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlRenderer, Parser } from 'commonmark';
import { readme } from '../../src/formats/readmetable.ts';
import { origin, text } from '../sources/origins.ts';
import { onScreen } from './browser.ts';

/** Somebody with a phone. */
export interface Reader {
  readonly now: string;
  /** Their IANA time zone. */
  readonly zone: string;
}

const phone = { width: 360, height: 740 };

/** One thing that a reader does with what they see. */
export type Step = (page: Page) => Promise<unknown>;

export interface Way {
  readonly from: string;
  readonly steps: readonly Step[];
  /** What must be read to know the answer. */
  readonly answer: readonly string[];
}

/** What it takes to find an answer. */
export interface Effort {
  readonly clicks: number;
  /** Transferred, with headers, on the whole way. */
  readonly bytes: number;
  /** Where the answer begins and ends on the screen, not scrolled by hand; `undefined` where it is nowhere. */
  readonly place: Box | undefined;
}

/** Goes the whole way and looks for the answer. */
export function effortOf(
  browser: Browser,
  { now, zone }: Reader,
  { from, steps, answer }: Way,
): Promise<Effort> {
  return onScreen(browser, { width: phone.width, scheme: 'light', zone }, async (page) => {
    await page.setViewportSize(phone);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(now);
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      const size = request.sizes();
      sizes.push(
        size.then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
      );
    });
    await page.goto(from, { waitUntil: 'networkidle' });
    for (const step of steps) await step(page);
    await page.waitForLoadState('networkidle');
    const place = await placeOf(page, answer);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return { clicks: steps.length, bytes, place };
  });
}

interface Box {
  readonly top: number;
  readonly bottom: number;
}

/** The texts together, each where it is on the screen, or else first on the page. */
async function placeOf(page: Page, texts: readonly string[]): Promise<Box | undefined> {
  const boxes: Box[] = [];
  for (const one of texts) {
    const all = await boxesOf(page.getByText(one).filter({ visible: true }));
    const box = all.find(isOnFirstScreen) ?? all[0];
    if (!box) return undefined;
    boxes.push(box);
  }
  if (boxes.length === 0) return undefined;
  return {
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

async function boxesOf(found: Locator): Promise<readonly Box[]> {
  const boxes = await Promise.all((await found.all()).map((one) => one.boundingBox()));
  return boxes.flatMap((box) => (box ? { top: box.y, bottom: box.y + box.height } : []));
}

export function isOnFirstScreen({ top, bottom }: Box): boolean {
  return top >= 0 && bottom <= phone.height;
}

/** The same question, to the README of a release as a bare page. */
export function effortWithReadme(
  browser: Browser,
  reader: Reader,
  { release, rows }: { readonly release: Release; readonly rows: readonly string[] },
): Promise<Effort> {
  const page = gzipSync(plainPage(readme.release?.(release) ?? ''));
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' };
  return origin({ '/': text(page, headers) }, ({ at }) =>
    effortOf(browser, reader, { from: at('/'), steps: [], answer: rows }),
  );
}

/** Its text, then its table. */
function plainPage(markdown: string): string {
  const lines = markdown.split('\n');
  const links = lines.filter((line) => /^\[.+\]: /.test(line)).join('\n');
  const html = (part: string): string =>
    new HtmlRenderer().render(new Parser().parse(`${part}\n\n${links}`)).trim();
  const cell = (part: string): string => `<td>${html(part).replace(/^<p>(.*)<\/p>$/s, '$1')}</td>`;
  const rows = lines
    .filter((line) => line.startsWith('| '))
    .map((line) => `<tr>${line.split('|').slice(1, -1).map(cell).join('')}</tr>`);
  const rest = lines.filter((line) => !line.startsWith('|')).join('\n');
  const head = '<!doctype html><meta name="viewport" content="width=device-width"><title>README</title>';
  return `${head}${html(rest)}<table>${rows.join('\n')}</table>`;
}

/** Keeps what was measured where SCREENSHOTS names a folder. */
export function keepEfforts(who: string, efforts: readonly Effort[]): void {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const cells = efforts.flatMap(({ clicks, bytes, place }) => [
    clicks,
    bytes,
    place ? `${Math.round(place.top)}-${Math.round(place.bottom)}` : 'nowhere',
  ]);
  appendFileSync(join(folder, 'questions.tsv'), `${[who, ...cells].join('\t')}\n`);
}
