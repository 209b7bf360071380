import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { createHash } from 'node:crypto';
import { styleTexts } from '../../formats/pictures/palette.ts';

/** A picture that is opened by itself brings its colours along; nothing else may. */
const pictureStyles = styleTexts.map(
  (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
);

/** Sets what every answer tells a browser. */
export const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'", ...pictureStyles],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // only a proxy knows whether the public address has TLS
  strictTransportSecurity: false,
});

/** What `secure` says of every answer; what a kept answer says otherwise is left to it. */
export function secureHeaders(): readonly string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  secure(request, response, () => undefined);
  return Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    name === 'cross-origin-resource-policy' ? [] : [name, String(value)],
  );
}
