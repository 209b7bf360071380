/** How people call something: whole words in any case. */
export interface Wording {
  /** To be matched against text in small letters with single spaces. */
  readonly form: RegExp;
  /** The ids it means: `a b` are both, `a|b` is one of either; `{n}` is the number that was said. */
  readonly means: string;
}

/** What a wording may be made of, for messages. */
export const wordingForm =
  'words, with (a|b) for either, [a] for what may be left out, word* for any ending, ... for anything between, ^ and $ for the ends, {n} for a number and {version} for a version';

const longest = 200;
/** More of them make matching slow on hostile text. */
const mostGaps = 2;
const mostOptional = 6;

/** `undefined` for a text that is not made of `wordingForm`. */
export function wording(text: string, means: string): Wording | undefined {
  const gaps = text.split('...').length - 1;
  const optional = text.split('[').length - 1;
  const numbers = text.split('{n}').length - 1;
  if (
    text.trim() === '' ||
    numbers > 1 ||
    optional > mostOptional ||
    text.length > longest ||
    gaps > mostGaps
  )
    return undefined;
  const rest = new Rest(text.toLowerCase().trim().replace(/\s+/g, ' '));
  const form = rest.choices();
  return form === undefined || rest.text !== '' ? undefined : { form: new RegExp(form, 'u'), means };
}

type Item = 'gap' | 'start' | 'end' | { readonly form: string; readonly isOptional: boolean };

/** What of a wording is left to read. */
class Rest {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** `a b|c`, up to a closing bracket or the end. */
  choices(): string | undefined {
    const found = [this.sequence()];
    while (this.take(/^ ?\| ?/) !== undefined) found.push(this.sequence());
    return found.includes(undefined) ? undefined : found.join('|');
  }

  private sequence(): string | undefined {
    const items: Item[] = [];
    while (this.text !== '' && !/^ ?[|)\]]/.test(this.text)) {
      this.take(/^ /);
      const item = this.item();
      if (!item) return undefined;
      items.push(item);
    }
    return items.some((item) => typeof item === 'object') ? joined(items) : undefined;
  }

  private item(): Item | undefined {
    const open = this.take(/^[[(]/);
    if (open !== undefined) {
      const inside = this.choices();
      const close = this.take(open === '(' ? /^ ?\)/ : /^ ?\]/);
      return inside === undefined || close === undefined
        ? undefined
        : { form: `(?:${inside})`, isOptional: open === '[' };
    }
    if (this.take(/^\.\.\./) !== undefined) return 'gap';
    const end = this.take(/^[\^$]/);
    if (end !== undefined) return end === '^' ? 'start' : 'end';
    if (this.take(/^\{n\}/) !== undefined) return { form: String.raw`(?<n>\d+)\b`, isOptional: false };
    if (this.take(/^\{version\}/) !== undefined) return { form: version, isOptional: false };
    const word = this.take(/^[\p{L}\d'.:,&/+#-]+\*?/u);
    return word === undefined ? undefined : { form: wordForm(word), isOptional: false };
  }

  private take(form: RegExp): string | undefined {
    const found = form.exec(this.text)?.[0];
    if (found !== undefined) this.text = this.text.slice(found.length);
    return found;
  }
}

const version = String.raw`(?<![\d.])v?\d+\.\d+(?:\.0)?(?![\d.])`;

/** Words stand a space apart, but where there may be anything between. */
function joined(items: readonly Item[]): string {
  let form = '';
  let space = '';
  for (const item of items) {
    if (item === 'gap' || item === 'start') {
      form += item === 'gap' ? '.*' : '^';
      space = '';
    } else if (item === 'end') {
      form += '$';
    } else if (item.isOptional) {
      form += space === '' ? `(?:${item.form} )?` : `(?: ${item.form})?`;
    } else {
      form += `${space}${item.form}`;
      space = ' ';
    }
  }
  return form;
}

function wordForm(word: string): string {
  const bare = word.replace(/\*$/, '');
  const start = /^[\p{L}\d]/u.test(bare) ? String.raw`(?<![\p{L}\d])` : '';
  const end = /[\p{L}\d]$/u.test(bare) ? String.raw`(?![\p{L}\d])` : '';
  return `${start}${bare.replace(/[.+/]/g, String.raw`\$&`)}${word === bare ? end : String.raw`[\p{L}\d'-]*`}`;
}
