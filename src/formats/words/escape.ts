import { oneLine } from './words.ts';

/** Safe in HTML and XML, in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return (
    oneLine(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // a site may run the fragment through its own Liquid templates
      .replaceAll(/\{(?=[{%])/g, '&#123;')
  );
}
