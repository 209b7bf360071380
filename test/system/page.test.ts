import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Files } from '../service/folder.ts';
import type { Screen } from './browser.ts';
import { AxeBuilder } from '@axe-core/playwright';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { watch } from '../service/replica.ts';
import { wired } from '../service/wired.ts';
import { needChromium, onScreen, overflow, picture, screens, withBrowser } from './browser.ts';
import { atOwnAddress } from './own.ts';
import { shippedFiles } from './shipped.ts';
import { inOffice } from '../mail/office.ts';

needChromium();

const now = '2026-11-25';
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The shipped calendar with the form for mails, at an address of its own. */
function shipped(story: (url: string, browser: Browser) => Promise<void>): Promise<void> {
  return inOffice({ files: shippedFiles(), clock: watch(`${now}T00:00Z`) }, ({ service }) =>
    atOwnAddress(service, (url) => withBrowser((browser) => story(url, browser))),
  );
}

/** A calendar of these files, seen at an instant. */
function seen(
  files: Files,
  at: string,
  story: (url: string, browser: Browser) => Promise<void>,
): Promise<void> {
  return inFolder(files, async (calendars) =>
    atOwnAddress(await wired({ calendars, now: at }), (url) => withBrowser((browser) => story(url, browser))),
  );
}

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Texts that their own box hides a part of. */
function cut(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('main *')]
    .filter((one) => !one.closest('.hidden, .trap') && getComputedStyle(one).overflowX !== 'visible')
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && !/^(INPUT|SELECT)$/.test(one.tagName))
    .map((one) => one.outerHTML.slice(0, 120))`);
}

/** Opens a page, every part that is folded too, and reads what was wrong on the way. */
async function opened(page: Page, address: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  page.on('console', (message) => wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('response', (response) => {
    if (response.status() !== 200) wrong.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) wrong.push(`asks ${request.url()}`);
  });
  await page.goto(address);
  return wrong;
}

function unfold(page: Page): Promise<void> {
  return page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
}

const paths = ['kubernetes/', 'kubernetes/1.30/', 'kubernetes/1.38/', 'kubernetes/1.38/code-freeze', 'docs'];

describe('the pages of the schedule in a browser', function () {
  it('fit every screen, light and dark, cut nothing, ask nobody else and can be read by everybody', () =>
    shipped(async (url, browser) => {
      for (const path of paths)
        for (const screen of screens([360, 768, 1280]))
          await onScreen(browser, screen, async (page) => {
            const where = `${path} at ${screen.width}, ${screen.scheme}`;
            const wrong = await opened(page, `${url}/${path}`);
            await picture(page, `${path.replaceAll('/', '-')}-${screen.width}-${screen.scheme}`);
            assert.equal(await overflow(page), 0, where);
            await unfold(page);

            assert.equal(await overflow(page), 0, `${where}, unfolded`);
            assert.deepEqual(await cut(page), [], where);
            assert.deepEqual(await violations(page), [], where);
            assert.deepEqual(wrong, [], where);
          });
    }));

  it('answer on the first screen of a phone what is next, what is frozen, what is current and how old it is', () =>
    shipped((url, browser) =>
      onScreen(browser, plain, async (page) => {
        await page.setViewportSize({ width: 360, height: 740 });
        await page.goto(`${url}/kubernetes/`);

        for (const says of ['Docs Freeze', 'Frozen?', 'Current', 'as of 25 November 2026']) {
          const box = await page.locator('.facts').getByText(says).first().boundingBox();
          assert.ok(box && box.y + box.height < 740, `${says} ends at ${(box?.y ?? 0) + (box?.height ?? 0)}`);
        }
      }),
    ));

  it('are whole without JavaScript: the cutoff, the picture, the table, the address that the form makes', () =>
    shipped(async (url, browser) => {
      for (const screen of screens([360, 768, 1280]))
        await onScreen(browser, { ...screen, javaScript: false }, async (page) => {
          assert.deepEqual(await opened(page, `${url}/kubernetes/`), []);

          const top = page.locator('section', { has: page.locator('#next') });
          await top.getByText('Docs Freeze').waitFor();
          await top.getByText('end of Wed 2 Dec, anywhere on Earth (Thu 3 Dec, 12:00 UTC)').waitFor();
          await top.getByText('8 days left').waitFor();
          assert.equal(await page.getByText('Your time').isVisible(), false);
          assert.equal(await page.getByRole('button', { name: 'Copy the address' }).isVisible(), false);
          assert.equal(await overflow(page), 0);
          const image = page.locator('img.timeline');
          const drawn: number = await page.evaluate('document.querySelector("img.timeline").naturalWidth');
          assert.ok(drawn > 300, `the picture is ${drawn} pixels wide`);
          assert.match((await image.getAttribute('alt')) ?? '', /Docs Freeze: Wed 2 Dec \(next\)/);
          await page.getByText('Choose contents and alarms').click();
          await page.locator('form[data-builder]').getByLabel('freeze', { exact: true }).check();
          await page.locator('form[data-builder]').getByLabel('deadline', { exact: true }).check();
          await page.getByLabel('Alarm (at 09:00)', { exact: true }).selectOption('7d');
          await page.getByRole('button', { name: 'Show the address' }).click();

          const made = `${url}/kubernetes-deadlines.ics?alarms=7d&kind=deadline,freeze`;
          await page.locator('#feed', { hasText: made }).waitFor();
          assert.equal((await page.request.get(made)).status(), 200);
        });
    }));

  it('can be used with the keyboard alone: the form of the feed, then the form for mails', () =>
    shipped(async (url, browser) =>
      onScreen(browser, { width: 768, scheme: 'light' }, async (page) => {
        await page.goto(`${url}/kubernetes/`);
        await tabTo(page, 'Choose contents and alarms');
        await page.keyboard.press('Enter');
        await tabTo(page, 'kind=freeze');
        await page.keyboard.press('Space');
        await tabTo(page, 'deadlines=');
        await page.keyboard.press('ArrowDown');
        await tabTo(page, 'Show the address');
        await page.keyboard.press('Enter');

        const made = `${url}/kubernetes-deadlines.ics?deadlines=timed&kind=freeze`;
        assert.equal(await page.locator('#built').textContent(), made);
        assert.equal(await page.locator('#feed').getAttribute('href'), made);
        assert.equal(
          await page.locator('[data-webcal]').getAttribute('href'),
          made.replace('http:', 'webcal:'),
        );
        assert.equal((await page.request.get(made)).status(), 200);
        await tabTo(page, 'address=');
        await page.keyboard.type('jo@example.org');
        await tabTo(page, 'Subscribe');
        await page.keyboard.press('Enter');
        await page.getByText('Check your email').first().waitFor();
      }),
    ));

  it('say the cutoff on the clock of their reader', () =>
    shipped(async (url, browser) => {
      const clocks = {
        'Pacific/Honolulu': ['Thursday 3 December 2026, 02:00', 'Thu 3 Dec, 02:00'],
        UTC: ['Thursday 3 December 2026, 12:00', 'Thu 3 Dec, 12:00'],
        'Asia/Kathmandu': ['Thursday 3 December 2026, 17:45', 'Thu 3 Dec, 17:45'],
        'Pacific/Kiritimati': ['Friday 4 December 2026, 02:00', 'Fri 4 Dec, 02:00'],
        // where its day ends anywhere on Earth, it ends with the day
        'Etc/GMT+12': ['Wednesday 2 December 2026, 24:00', 'Wed 2 Dec, 24:00'],
      } as const;
      for (const [zone, [long, short]] of Object.entries(clocks))
        await onScreen(browser, { ...plain, zone }, async (page) => {
          await page.goto(`${url}/kubernetes/1.38/docs-freeze`);
          assert.equal(await page.locator('time[data-local]').textContent(), long, zone);
          await page.goto(`${url}/kubernetes/`);
          const top = page.locator('section', { has: page.locator('#next') });
          assert.equal(await top.locator('time').textContent(), `${short} your time`, zone);
        });
    }));

  it('say it right on both sides of a change of the clocks', () => {
    // New York goes back at 06:00 UTC of 1 November 2026
    const files = calendarFiles(
      'clocks',
      '{ id: before, name: Before, kind: freeze, when: 2026-11-01T05:30Z }',
      '{ id: after, name: After, kind: freeze, when: 2026-11-01T06:30Z }',
    );
    return seen(files, '2026-10-20', (url, browser) =>
      onScreen(browser, { ...plain, zone: 'America/New_York' }, async (page) => {
        for (const id of ['before', 'after']) {
          await page.goto(`${url}/clocks/1.0/${id}`);
          const time = page.locator('time[data-local]');

          assert.equal(await time.textContent(), 'Sunday 1 November 2026, 01:30', id);
          await page.goto(`${url}/clocks/1.0/${id}?tz=America/New_York`);
          assert.equal(await page.locator('#here').textContent(), 'Sunday 1 November 2026, 01:30', id);
        }
        await page.goto(`${url}/clocks/`);
        assert.match(
          (await page.locator('time[data-moment]').last().textContent()) ?? '',
          /^Sun 1 Nov, 01:30/,
        );
      }),
    );
  });

  it('call each month as the server does, in full and short', () => {
    const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
    const rows = months.map(
      (month) => `{ id: m-${month}, name: M, kind: freeze, when: 2027-${month}-12T12:00Z }`,
    );
    return seen(calendarFiles('months', ...rows), '2026-12-20', (url, browser) =>
      onScreen(browser, { ...plain, zone: 'UTC' }, async (page) => {
        for (const month of months) {
          await page.goto(`${url}/months/1.0/m-${month}`);
          const [own, server] = await Promise.all([
            page.locator('time[data-local]').textContent(),
            page.locator('dl.moments time').last().textContent(),
          ]);
          assert.equal(`${own ?? ''} UTC`, server);
        }
        await page.goto(`${url}/months/1.0/`);
        const short = await page.locator('time[data-moment]').allTextContents();
        assert.ok(short.length >= 12);
        for (const text of short) assert.match(text, /^[A-Z][a-z]{2} 12 [A-Z][a-z]{2}, 12:00 your time$/);
      }),
    );
  });

  it('ask for nothing that their policy forbids, pictures opened by themselves included', () =>
    shipped(async (url, browser) => {
      const pictures = [
        'kubernetes/timeline.svg',
        'kubernetes/next-deadline.svg',
        'kubernetes/next-deadline-card.svg',
      ];
      for (const path of [...paths, ...pictures, 'kubernetes/timeline.svg?theme=dark', 'subscriptions'])
        await onScreen(browser, plain, async (page) => {
          const said: string[] = [];
          page.on('console', (message) => said.push(message.text()));
          await page.route('**/*', async (route) => {
            const answer = await route.fetch();
            const { 'content-security-policy': policy = '', ...headers } = answer.headers();
            assert.match(policy, /default-src 'none'/);
            assert.doesNotMatch(policy, /unsafe|https?:|\*/);
            await route.fulfill({
              response: answer,
              headers: { ...headers, 'content-security-policy-report-only': policy },
            });
          });
          await page.goto(`${url}/${path}`, { waitUntil: 'networkidle' });

          assert.deepEqual(said, [], path);
        });
    }));

  it('are small: under 50 KB with everything that they load', () =>
    shipped(async (url, browser) => {
      for (const path of paths)
        await onScreen(browser, { ...plain, width: 1280 }, async (page) => {
          const sizes: Promise<number>[] = [];
          page.on('response', (response) => sizes.push(response.body().then((body) => body.length)));
          await page.goto(`${url}/${path}`, { waitUntil: 'networkidle' });

          const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
          assert.ok(bytes > 5_000 && bytes < 50_000, `${path} ${bytes}`);
          assert.ok(sizes.length <= 6, `${path} ${sizes.length}`);
        });
    }));
});

const isLight = ({ scheme }: Screen): boolean => scheme === 'light';
const plain = { width: 360, scheme: 'light' } satisfies Screen;

/** Presses Tab until what is focused has this text, or is a field of this name (and value). */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const found: string = await page.evaluate(`(() => {
      const one = document.activeElement;
      const field = one.name ? one.name + '=' + (one.type === 'checkbox' || one.type === 'radio' ? one.value : '') : '';
      const seen = one.getBoundingClientRect().width > 0 && getComputedStyle(one).outlineStyle !== 'none';
      return seen ? field || one.textContent.trim() : '';
    })()`);
    if (found === wanted) return;
  }
  assert.fail(`Tab never reaches ${wanted}`);
}

const long = 'A name that has two hundred characters and goes on '.repeat(4).slice(0, 200).trim();
const oddNames = [
  'コードフリーズと機能強化の締め切り',
  'تجميد الشيفرة قبل الإصدار',
  long,
  'X'.repeat(200),
  '<b>&"\'</b>',
];

const crowd = Array.from(
  { length: 40 },
  (_, index) =>
    `{ id: m-${index}, name: Milestone ${index}, kind: deadline, when: 2027-03-${String(8 + (index % 7)).padStart(2, '0')} }`,
);

/** Cycles as they really come, and as they come only once. */
const odd: Readonly<Record<string, { files: Files; at: string; says: RegExp }>> = {
  'no cycle running': {
    files: calendarFiles('odd', '{ name: Release Day, kind: release, when: 2026-01-14 }'),
    at: '2026-05-01',
    says: /No deadline is announced/,
  },
  'a next cycle that has months alone': {
    files: calendarFiles(
      'odd',
      '{ name: Code Freeze, kind: freeze, when: 2027-03 }',
      '{ name: Release Day, kind: release, when: 2027-04 }',
    ),
    at: '2026-12-01',
    says: /Code Freeze March 2027, day not announced/,
  },
  'a milestone that is cancelled and one that moved': {
    files: {
      ...calendarFiles(
        'odd',
        '{ name: Gone Freeze, kind: freeze, when: 2027-03-01, status: cancelled }',
        '{ name: Off Freeze, kind: freeze, when: 2027-03-02, status: postponed }',
        '{ id: late, name: Late Freeze, kind: freeze, when: 2027-03-10 AoE }',
      ),
      'odd/history.yaml':
        '1.0/late:\n  - when: 2027-03-03 AoE\n    since: 2027-01-01T00:00Z\n  - when: 2027-03-10 AoE\n    since: 2027-02-01T00:00Z\n',
    },
    at: '2027-02-10',
    says: /Late Freeze \(1\.0\) moved from Wed 3 Mar 2027 \(AoE\) to Wed 10 Mar 2027 \(AoE\)/,
  },
  'forty milestones in one week': {
    files: calendarFiles('odd', ...crowd),
    at: '2027-03-01',
    says: /Milestone 0, Milestone 7/,
  },
  'names in Japanese, Arabic, of 200 characters and of none that HTML likes': {
    files: calendarFiles(
      'odd',
      ...oddNames.map(
        (name, index) =>
          `{ id: n-${index}, name: ${JSON.stringify(name)}, kind: freeze, key: true, when: 2027-03-0${index + 1} }`,
      ),
    ),
    at: '2027-02-01',
    says: /コードフリーズ/,
  },
  nothing: {
    files: { 'odd/calendar.yaml': 'id: odd\ntitle: Odd\nzone: UTC\n' },
    at: '2027-02-01',
    says: /No deadline is announced/,
  },
};

describe('the page of a calendar in a browser', function () {
  for (const [name, { files, at, says }] of Object.entries(odd))
    it(`stands, with ${name}`, () =>
      seen(files, at, async (url, browser) => {
        for (const screen of [...screens([360]), ...screens([768, 1280]).filter(isLight)])
          await onScreen(browser, screen, async (page) => {
            const where = `${name} at ${screen.width}, ${screen.scheme}`;
            const wrong = await opened(page, `${url}/odd/`);
            await picture(
              page,
              `odd-${name.slice(0, 12).replaceAll(' ', '-')}-${screen.width}-${screen.scheme}`,
            );
            await unfold(page);

            assert.match((await page.locator('main').innerText()).replaceAll(/\s+/g, ' '), says, where);
            assert.equal(await overflow(page), 0, where);
            assert.deepEqual(await cut(page), [], where);
            assert.deepEqual(await violations(page), [], where);
            assert.deepEqual(wrong, [], where);
          });
        await onScreen(browser, plain, async (page) => {
          for (const shape of ['timeline', 'timeline-tall']) {
            const answer = await page.goto(`${url}/odd/${shape}.svg`);
            if (name === 'nothing') assert.equal(answer?.status(), 404);
            else assert.deepEqual(await outside(page), [], `${name}, ${shape}`);
          }
        });
      }));
});

/** Texts of a picture that do not lie within it. */
function outside(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const { width, height } = document.documentElement.viewBox.baseVal;
    return [...document.querySelectorAll('text')]
      .filter((one) => {
        const box = one.getBBox();
        return box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height;
      })
      .map((one) => one.textContent);
  })()`);
}
