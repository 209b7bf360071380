import type { RequestHandler } from 'express';
import type { Service } from '../../service/service.ts';

/** Redirects `/kubernetes` and `/kubernetes/1.30` to the page with a trailing slash. */
export function slashed({ publish, publicUrl }: Service): RequestHandler {
  return (request, response, next) => {
    const [, id = '', version, ...more] = request.path.split('/');
    if (id === '' || version === '' || more.length > 0) return next();
    const found =
      version === undefined ? publish.calendar(id) : publish.release({ calendar: id, release: version });
    if ('refusal' in found) return next();
    const query = request.originalUrl.slice(request.path.length);
    response.set('Access-Control-Allow-Origin', '*');
    return response.redirect(308, `${publicUrl}${request.path}/${query}`);
  };
}
