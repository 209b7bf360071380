/** The color theme of a picture; `auto` follows the reader's own setting. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const light = { card: '#ffffff', line: '#8c959f', text: '#1f2328', quiet: '#57606a', accent: '#1d4ed8' };
const dark = { card: '#161b22', line: '#6e7681', text: '#e6edf3', quiet: '#9da7b3', accent: '#8ab4ff' };
const shades = { light: { shade: '#fde68a', bar: '#bfdbfe' }, dark: { shade: '#4d3f10', bar: '#1e3a6b' } };

function rules(theme: 'light' | 'dark'): string {
  const { card, line, text, quiet, accent } = theme === 'light' ? light : dark;
  const { shade, bar } = shades[theme];
  return [
    `.card{fill:${card}}.halo{stroke:${card}}.edge,.grid{stroke:${line}}.text{fill:${text}}.quiet{fill:${quiet}}.accent{fill:${accent}}`,
    `.on{fill:${card}}.shade{fill:${shade}}.bar{fill:${bar}}.now,.ring{stroke:${accent}}.ring{fill:${card}}.cross{stroke:${quiet}}`,
  ].join('');
}

const common =
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}.off{text-decoration:line-through}.halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}';

const styles: Readonly<Record<Theme, string>> = {
  auto: `${common}${rules('light')}@media (prefers-color-scheme:dark){${rules('dark')}}`,
  light: `${common}${rules('light')}`,
  dark: `${common}${rules('dark')}`,
};

/** The style element of a picture; a CSP that forbids inline styles can allow it by its hash. */
export function styleOf(theme: Theme): string {
  return `<style>${styles[theme]}</style>`;
}

/** The contents of all style elements, for CSP hashes. */
export const styleTexts: readonly string[] = themes.map((theme) => styles[theme]);

/** A picture drawn in `auto`, changed to another theme. */
export function inTheme(picture: string, theme: Theme): string {
  return picture.replace(styleOf('auto'), styleOf(theme));
}
