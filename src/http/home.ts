import type { RequestHandler } from 'express';
import type { Service } from '../service/service.ts';
import { htmlMarkup } from '../formats/html.ts';
import { openWords } from '../formats/words.ts';
import { send } from './reply.ts';

/** `/`: the calendars and where each can be had. */
export function home(service: Service): RequestHandler {
  const words = openWords(service.templates, htmlMarkup);
  return (_request, response) => {
    const calendars = service.publish.calendars().map(({ id, title, description, homepage, releases }) => ({
      ...{ id, title, description, homepage },
      releases: releases.map(({ version }) => version).toReversed(),
    }));
    send(response, {
      media: 'text/html; charset=utf-8',
      body: `${words('home', { calendars, url: service.publicUrl })}\n`,
    });
  };
}
