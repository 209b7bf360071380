import assert from 'node:assert/strict';
import { join } from 'node:path';
import { publicUrl, wired } from '../service/wired.ts';
import { site } from '../../src/http/api/site.ts';

/** The file that a plain file server, such as `python3 -m http.server`, answers an address with. */
function fileAt(files: ReadonlyMap<string, string>, address: string): string | undefined {
  const path = decodeURIComponent(address.replace(/[?#].*/, '')).replace(/^\//, '');
  const inFolder = [path.replace(/\/?$/, '/index.html'), 'index.html'].slice(path === '' ? 1 : 0)[0] ?? '';
  return files.get(path) ?? files.get(inFolder);
}

function linksIn(page: string): readonly string[] {
  const plain = page.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
  const named = [...plain.matchAll(/\s(?:href|src|srcset|action)="([^"]*)"/g)].map(([, link = '']) => link);
  return named.filter((link) => link.startsWith(publicUrl)).map((link) => link.slice(publicUrl.length));
}

describe('the static site on a plain file server', function () {
  for (const id of ['kubernetes', 'acl', 'teamwork', 'openstack'])
    it(`has no dead link on any page of ${id}`, async () => {
      const service =
        id === 'kubernetes' ? await wired() : await wired({ calendars: join('test/fixtures/calendars', id) });
      const files = new Map(site(service).map(({ path, body }) => [path, body.toString()]));

      const dead = [...files].flatMap(([path, page]) =>
        path.endsWith('.html')
          ? linksIn(page).flatMap((link) => {
              const target = fileAt(files, link);
              const place = /#(.+)$/.exec(link)?.[1];
              const isThere = place === undefined || target?.includes(`id="${place}"`) === true;
              return target !== undefined && isThere ? [] : `${path}: ${link}`;
            })
          : [],
      );

      assert.deepEqual(dead, []);
      assert.ok(files.size > 20);
    });

  it('has the page of a milestone where feeds and letters link to it', async () => {
    const files = new Map(site(await wired()).map(({ path, body }) => [path, body.toString()]));
    const feed = files.get('kubernetes-1.38.ics')?.replaceAll('\r\n ', '') ?? '';

    const links = [...feed.matchAll(/^URL[^:]*:(.*)\r$/gm)].map(([, link = '']) => link);
    assert.ok(links.length > 5, feed);
    for (const link of links.filter((one) => one.startsWith(publicUrl)))
      assert.ok(fileAt(files, link.slice(publicUrl.length)), link);
  });

  it('adds just one milestone where its page offers that, and has no such file of what is over', async () => {
    const files = new Map(site(await wired()).map(({ path, body }) => [path, body.toString()]));

    const offers = [...files].flatMap(([path, page]) =>
      page.includes('Add this date:') ? path.replace('/index.html', '.ics') : [],
    );

    assert.ok(offers.length > 5);
    for (const path of offers) {
      assert.equal(files.get(path)?.split('BEGIN:VEVENT').length, 2, path);
      assert.ok(files.get(path.replace('.ics', '/index.html'))?.includes(`"${publicUrl}/${path}"`), path);
    }
    const own = [...files.keys()].filter((path) => /^[^/]+\/[^/]+\/.+\.ics$/.test(path));
    assert.deepEqual(own.toSorted(), offers.toSorted());
  });

  it('says what is not there, and leads back', async () => {
    const files = new Map(site(await wired()).map(({ path, body }) => [path, body.toString()]));

    const page = files.get('404.html') ?? '';
    assert.match(page, /<h1>Page not found<\/h1>/);
    assert.ok(page.includes(`<a href="${publicUrl}/kubernetes/">`));
  });
});
