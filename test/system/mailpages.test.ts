import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Office, Post } from '../mail/office.ts';
import { AxeBuilder } from '@axe-core/playwright';
import { calendarOf, freeze, tokenIn, inOffice } from '../mail/office.ts';
import { atOwnAddress } from './own.ts';
import { needChromium, onScreen, overflow, picture, screens, withBrowser } from './browser.ts';

needChromium();

const others = [
  '{ name: Docs Freeze, kind: freeze, when: 2026-03-20 18:00 America/Los_Angeles, link: "https://example.org/docs" }',
  '{ name: Release Day, kind: release, when: 2026-04-15 }',
  `{ id: long, name: ${'Averylongnamewithoutanyspace'.repeat(4)}, kind: deadline, when: 2026-03-20 }`,
];

function told(story: (office: Office) => Promise<void>): Promise<void> {
  return inOffice({ files: calendarOf(freeze('2026-03-20 AoE'), ...others) }, story);
}

/** One letter of every kind. */
async function everyLetter(office: Office): Promise<Readonly<Record<string, Post>>> {
  const take = async (): Promise<Post> => {
    await office.ring();
    const [letter] = await office.post();
    assert.ok(letter);
    return letter;
  };
  await office.mail.subscribe.signUp({ address: 'jo@example.org', lead: '7', tz: 'Asia/Kathmandu' });
  const confirm = await take();
  await office.mail.subscribe.confirm(tokenIn(confirm, 'confirm'));
  const welcome = await take();
  office.clock.wait('P2D');
  await office.mail.subscribe.signUp({ address: 'jo@example.org' });
  const known = await take();
  office.sleepUntil('2026-03-13T09:00Z');
  const reminder = await take();
  await office.edit(calendarOf(freeze('2026-03-27 AoE'), ...others));
  await office.ring();
  office.clock.wait('P1D');
  const moved = await take();
  await office.edit(calendarOf(freeze('2026-03-27 AoE', ', status: cancelled'), ...others));
  await office.ring();
  office.clock.wait('P1D');
  const cancelled = await take();
  const token = tokenIn(welcome, 'preferences');
  await office.mail.subscribe.request(token, 'export');
  const file = await take();
  await office.mail.subscribe.request(token, 'erase');
  const erase = await take();
  await office.mail.subscribe.unsubscribe(tokenIn(welcome, 'unsubscribe'), 'page');
  return { confirm, welcome, known, reminder, moved, cancelled, export: file, erase, goodbye: await take() };
}

async function accessible(browser: Browser, html: string): Promise<readonly string[]> {
  return onScreen(browser, { width: 800, scheme: 'light' }, async (page) => {
    await page.setContent(html);
    // a letter stands inside the page of whoever shows it, whose landmarks it must not claim
    const { violations } = await new AxeBuilder({ page })
      .disableRules(['landmark-one-main', 'region'])
      .analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
}

describe('letters in a browser', function () {
  it('fit their screen, light and dark, narrow and wide, and can be read by everybody', () =>
    told(async (office) => {
      const letters = await everyLetter(office);
      await withBrowser(async (browser) => {
        for (const [kind, { mail, raw }] of Object.entries(letters)) {
          const html = typeof mail.html === 'string' ? mail.html : '';
          assert.ok(html.length > 500 && Buffer.byteLength(html) < 60_000, kind);
          assert.doesNotMatch(html, /<(img|script|link|iframe)\b|src=|url\(/, kind);
          assert.ok((mail.text ?? '').length > 100 && raw.length < 60_000, kind);
          for (const screen of screens([360, 800]))
            await onScreen(browser, screen, async (page) => {
              await page.setContent(html);
              await picture(page, `letter-${kind}-${screen.width}-${screen.scheme}`);
              assert.equal(await overflow(page), 0, `${kind} at ${screen.width}`);
            });
          assert.deepEqual(await accessible(browser, html), [], kind);
        }
      });
    }));
});

/** Where the buttons are, below `/subscriptions`. */
async function everyLink(office: Office): Promise<Readonly<Record<string, string>>> {
  const letters = await everyLetter(office);
  const take = async (): Promise<readonly Post[]> => {
    await office.ring();
    return office.post();
  };
  await office.subscribe('li@example.org');
  const [again] = await take();
  await office.subscribe('no@example.org');
  const [leaving] = await take();
  await office.mail.subscribe.signUp({ address: 'mo@example.org' });
  const [confirm] = await take();
  await office.mail.subscribe.request(tokenIn(again, 'preferences'), 'export');
  await office.mail.subscribe.request(tokenIn(again, 'preferences'), 'erase');
  const asked = await take();
  const link = (post: Post | undefined, what: string): string => `/${what}?token=${tokenIn(post, what)}`;
  const holding = (what: string): Post | undefined => asked.find(({ text }) => text.includes(`/${what}?`));
  return {
    subscribe: '',
    confirm: link(confirm, 'confirm'),
    preferences: link(again, 'preferences'),
    unsubscribe: link(leaving, 'unsubscribe'),
    export: link(holding('export'), 'export'),
    erase: link(holding('erase'), 'erase'),
    sorry: link(letters['confirm'], 'confirm'),
  };
}

describe('the pages of a subscription in a browser', function () {
  it('fit every screen, can be read by everybody, and work without JavaScript', () =>
    told((office) =>
      atOwnAddress(office.service, async (url) => {
        const pages = await everyLink(office);
        await withBrowser(async (browser) => {
          for (const [name, path] of Object.entries(pages))
            for (const screen of screens([360, 768, 1280]))
              await onScreen(browser, screen, async (page) => {
                const said: string[] = [];
                page.on('console', (message) => said.push(message.text()));
                await page.goto(`${url}/subscriptions${path}`);
                await picture(page, `page-${name}-${screen.width}-${screen.scheme}`);
                assert.equal(await overflow(page), 0, `${name} at ${screen.width}`);
                if (screen.width === 360) {
                  const { violations } = await new AxeBuilder({ page }).analyze();
                  assert.deepEqual(
                    violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
                    [],
                    name,
                  );
                }
                assert.deepEqual(
                  said.filter((text) => !text.includes('404')),
                  [],
                  name,
                );
              });
        });
      }),
    ));

  it('tell what became of each button, without JavaScript too', () =>
    told((office) =>
      atOwnAddress(office.service, async (url) => {
        const links = await everyLink(office);
        const presses = [
          { link: links['subscribe'], button: 'Subscribe', became: 'Check your email' },
          { link: links['confirm'], button: 'Confirm', became: 'You are subscribed' },
          { link: links['preferences'], button: 'Save', became: 'Your changes have been saved.' },
          { link: links['unsubscribe'], button: 'Unsubscribe', became: 'You are unsubscribed' },
          { link: links['erase'], button: 'Delete my data', became: 'Your data has been deleted' },
        ];
        await withBrowser((browser) =>
          onScreen(browser, { width: 360, scheme: 'light', javaScript: false }, async (page) => {
            for (const { link, button, became } of presses) {
              await page.goto(`${url}/subscriptions${link}`);
              if (link === '') await page.getByLabel('Your email address').fill('new@example.org');
              await page.getByRole('button', { name: button }).click();

              await page.getByText(became).first().waitFor();
              assert.deepEqual(await accessible(browser, await page.content()), [], became);
              for (const { width, scheme } of screens([360, 768, 1280])) {
                await page.setViewportSize({ width, height: 800 });
                await page.emulateMedia({ colorScheme: scheme });
                await picture(page, `became-${button.split(' ')[0]}-${width}-${scheme}`);
                assert.equal(await overflow(page), 0, `${became} at ${width}`);
              }
            }
          }),
        );
      }),
    ));
});
