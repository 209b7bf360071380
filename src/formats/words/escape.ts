import { oneLine } from './words.ts';

/** For HTML and XML, text and attributes. */
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
