import assert from 'node:assert/strict';
import { untold } from '../../../src/http/server/requestlog.ts';

const token = 'Zm9vYmFyYmF6cXV4'.repeat(5);

describe('an address in the log', () => {
  const own = [
    `/subscriptions/confirm?token=${token}`,
    `http://calendar.example.org/subscriptions/confirm?token=${token}`,
    `/subscriptions/confirm%3Ftoken=${token}`,
    `/subscriptions/confirm%253Ftoken=${token}`,
    `//subscriptions/confirm?token=${token}`,
    `/subscriptions//confirm?token=${token}`,
    `/%73ubscriptions/confirm?token=${token}`,
    `/SUBSCRIPTIONS/confirm?token=${token}`,
    `/subscriptions/confirm/${token}`,
    `/subscriptions;${token}`,
    `/subscriptions?address=jo%40example.org&lead=7`,
    `/subscriptions/?address=jo@example.org`,
    `/%2573ubscriptions?address=jo%2540example.org`,
    `/sub/${token}`,
    `/?token=${token}`,
    '/feed?for=jo@example.org',
    '/feed?for=jo%2540example.org',
  ];
  for (const url of own)
    it(`has no token and no address of a reader: ${url.replace(token, 'TOKEN')}`, () => {
      const told = untold(url);

      assert.doesNotMatch(told, /Zm9v|YmFy|jo|example\.org(?!\/subs)/);
    });

  for (const url of [
    '/kubernetes.ics?kind=freeze&from=2026-01-01',
    '/kubernetes/1.38/production-readiness-review-soft-freeze',
    '/',
  ])
    it(`is as it was asked for otherwise: ${url}`, () => assert.equal(untold(url), url));

  it('says which page of a subscription it was', () => {
    assert.equal(untold(`/subscriptions/unsubscribe?token=${token}`), '/subscriptions/unsubscribe...');
    assert.equal(untold('/subscriptions'), '/subscriptions');
  });
});
