import type { Cycle, CycleMark } from '../../domain/cycle/cycle.ts';
import { ems } from '../words/textwidth.ts';

interface Legend {
  readonly height: number;
  readonly drawn: readonly string[];
}

const [line, margin] = [19, 16];

type Sign = readonly [text: string, drawn: (x: number, y: number) => string];

const diamond = (look: string): Sign[1] => {
  return (x, y) => `<path class="${look}" d="M${x + 8} ${y - 6}l6 6l-6 6l-6-6z" stroke-width="2"/>`;
};
const block = (look: string): Sign[1] => {
  return (x, y) => `<rect class="${look}" x="${x}" y="${y - 5}" width="16" height="10" rx="3"/>`;
};

/** What the signs of the picture mean, only those that it has, in as many lines as its width needs. */
export function legend({ marks }: Cycle, width: number, top: number): Legend {
  const some = (is: (mark: CycleMark) => boolean): boolean => marks.some(is);
  const signs: readonly (Sign | undefined)[] = [
    some(({ state }) => state === 'next') ? ['next', diamond('accent')] : undefined,
    some(({ state }) => state === 'ahead') ? ['ahead', diamond('ring')] : undefined,
    some(({ state }) => state === 'past') ? ['past', diamond('quiet')] : undefined,
    some(({ frozenUntil }) => frozenUntil !== undefined) ? ['frozen', block('bar')] : undefined,
    some(({ milestone }) => milestone.kind === 'event') ? ['event', block('shade')] : undefined,
    some(({ vague }) => vague) ? ['day not announced', block('ring')] : undefined,
  ];
  let [x, y] = [margin, top + line];
  const drawn = signs.flatMap((sign) => {
    if (!sign) return [];
    const [text, draw] = sign;
    const wide = 22 + ems(text) * 12;
    if (x + wide > width - margin) [x, y] = [margin, y + line];
    const at = x;
    x = Math.round(x + wide + margin);
    return `${draw(at, y - 4)}<text class="quiet" x="${at + 22}" y="${y}" font-size="12">${text}</text>`;
  });
  return { height: y - top + margin, drawn };
}
