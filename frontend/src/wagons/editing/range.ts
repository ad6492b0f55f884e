import type { Field, Standing, Step } from './movement';

/** A corner of a range: a parameter in a variant, whatever field of the value one stood in. */
export type Corner = Pick<Standing, 'row' | 'variant'>;
/** Parameters one below the other, in variants side by side; both in the order of the grid. */
export type Range = { readonly rows: readonly string[]; readonly variants: readonly string[] };
type Places = Pick<Field, 'rows' | 'variants'>;
const PAGE = 15;

/** What lies between two corners; null when one of them was filtered away. */
export const rangeOf = (a: Corner, b: Corner, { rows, variants }: Places): Range | null => {
  const [down, across] = [between(rows, a.row, b.row), between(variants, a.variant, b.variant)];
  return down === null || across === null ? null : { rows: down, variants: across };
};
const between = (all: readonly string[], a: string, b: string): readonly string[] | null => {
  const [one, other] = [all.indexOf(a), all.indexOf(b)];
  return one < 0 || other < 0 ? null : all.slice(Math.min(one, other), Math.max(one, other) + 1);
};

/** The corner that moves when Shift is held: by whole values, not by the fields in them. */
export const extended = ({ row, variant }: Corner, step: Step, { rows, variants }: Places): Standing => {
  const [down, across] = stepsOf(step, rows.length);
  const to = {
    row: at(rows, row, down),
    variant: step === 'home' ? variants[0] : step === 'end' ? variants.at(-1) : at(variants, variant, across),
  };
  return { row: to.row ?? row, variant: to.variant ?? variant, line: 0, at: 0 };
};
const stepsOf = (step: Step, most: number): readonly [number, number] => {
  const page = Math.min(PAGE, most);
  const steps: Readonly<Record<Step, readonly [number, number]>> = {
    up: [-1, 0],
    down: [1, 0],
    left: [0, -1],
    right: [0, 1],
    'page-up': [-page, 0],
    'page-down': [page, 0],
    home: [0, 0],
    end: [0, 0],
  };
  return steps[step];
};
const at = (all: readonly string[], from: string, by: number): string | undefined =>
  all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by))];
