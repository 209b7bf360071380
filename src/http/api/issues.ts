import type { Format } from '../../formats/words/format.ts';
import type { Handler } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import { formatFor, queryOf } from '../answers/handler.ts';

/** `/kubernetes/next-deadline.md?at=&style=`: cacheable until the next cutoff at most. */
export function nextDeadline(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'banner');
    if ('refusal' in format) return format;
    const query = queryOf(asked, ['at', 'style']);
    if ('refusal' in query) return query;
    const answer = service.publish.banner({ ...query.value, calendar });
    if ('refusal' in answer) return answer;
    const { banner, style, until } = answer.value;
    const body = Buffer.from(`${format.value.banner(banner, style)}\n`);
    return { value: { media: format.value.media, body, until, cache: 'banner' } };
  };
}

/** `/kubernetes/issues/2026-07-19.md?at=&style=`: the section, by its slug date. */
export function issue(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar = '', file = '' } = asked.params;
    const [, slug = file, name = ''] = /^(.*)\.([^.]*)$/.exec(file) ?? [];
    const format = formatFor(formats, name, 'section');
    if ('refusal' in format) return format;
    const query = queryOf(asked, ['at', 'style']);
    if ('refusal' in query) return query;
    const answer = service.publish.section({ ...query.value, calendar, slug });
    if ('refusal' in answer) return answer;
    const { section, style } = answer.value;
    const body = Buffer.from(`${format.value.section(section, style)}\n`);
    return { value: { media: format.value.media, body, cache: 'banner' } };
  };
}
