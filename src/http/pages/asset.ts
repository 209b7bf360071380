import type { Handler } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import { htmlMarkup } from '../../formats/html.ts';
import { openWords } from '../../formats/words/words.ts';
import { queryOf } from '../answers/handler.ts';

/** The stylesheet, script or icon of the pages, from the templates. */
export function asset(service: Service, name: 'style' | 'script' | 'icon', media: string): Handler {
  const body = Buffer.from(`${openWords(service.templates, htmlMarkup, [name])(name, {})}\n`);
  return (asked) => {
    const query = queryOf(asked, []);
    return 'refusal' in query ? query : { value: { media, body, cache: 'feed' } };
  };
}
