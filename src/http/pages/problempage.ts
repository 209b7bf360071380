import type { Route } from '../answers/handler.ts';
import type { ProblemText } from '../answers/problem.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { ProblemPages } from '../answers/problem.ts';
import { fixed } from '../answers/handler.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'This request is not valid',
  404: 'Page not found',
  405: 'This page does not accept that request',
  413: 'This form is too long',
  414: 'This address is too long',
  415: 'This form cannot be read',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Unavailable for a moment',
};

/** What is wrong, as a page for browsers. */
export function problemPages(service: Service, words: Words): ProblemPages {
  return new ProblemPages((problem) => pageOf(service, words, problem));
}

/** What a file server shows at an address that is not there. */
export function problemRoutes(service: Service, words: Words): readonly Route[] {
  const problem = { status: 404, detail: 'there is no page at this address', instead: undefined };
  const page = fixed('text/html; charset=utf-8', () => pageOf(service, words, problem).toString());
  return [{ path: '/404.html', handler: page, files: 'one' }];
}

function pageOf(
  { publish, publicUrl }: Service,
  words: Words,
  { status, detail, instead }: ProblemText,
): Buffer {
  const text = words('problem', {
    title: titles[status] ?? 'That did not work',
    says: `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`,
    instead,
    calendars: publish.calendars().map(({ id, title }) => ({ id, title })),
    url: publicUrl,
  });
  return Buffer.from(`${text}\n`);
}
