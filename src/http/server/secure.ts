import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { createHash } from 'node:crypto';
import { styleTexts } from '../../formats/pictures/palette.ts';

/** Allows the inline styles of SVG pictures that are opened directly, and no others. */
const pictureStyles = styleTexts.map(
  (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
);

/** Sets the security headers of every answer. */
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
  // only a proxy knows whether the public URL uses TLS
  strictTransportSecurity: false,
});

/** The headers that `secure` sets, except the one that cached replies set differently. */
export function secureHeaders(): readonly string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  secure(request, response, () => undefined);
  return Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    name === 'cross-origin-resource-policy' ? [] : [name, String(value)],
  );
}
