import { oneLine } from './words.ts';

/** Also right in XML, in text and in quotes. */
export function escapeHtml(text: string): string {
  return (
    oneLine(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // a site may put a fragment through its own templates (Liquid)
      .replaceAll(/\{(?=[{%])/g, '&#123;')
  );
}
