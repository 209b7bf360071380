import type { Browser, Page } from 'playwright-core';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Fails at once, and says what to install, where the browser is missing. */
export function needChromium(): void {
  if (!existsSync(executablePath))
    throw new Error('test:system needs the Debian package chromium: apt-get install chromium');
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium that knows nobody. */
export async function withBrowser<T>(story: (browser: Browser) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const browser = await chromium.launch({ executablePath, args: flags, headless: true });
  try {
    return await story(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

export interface Screen {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** On, where left out. */
  readonly javaScript?: boolean;
  /** Its reader's IANA time zone; the machine's, where left out. */
  readonly zone?: string;
}

export function screens(widths: readonly number[]): readonly Screen[] {
  return widths.flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));
}

/** Opens a page on a screen. */
export async function onScreen<T>(
  browser: Browser,
  { width, scheme, javaScript = true, zone }: Screen,
  story: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    ...(zone !== undefined && { timezoneId: zone }),
  });
  try {
    return await story(await context.newPage());
  } finally {
    await context.close();
  }
}

/** By how many pixels it is wider than its screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Keeps a picture where SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
