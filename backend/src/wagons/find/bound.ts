import type { Stored } from '@hyperloop/projections/engine';

/** The values of one SQL statement, each named by its number where it stands: parts of the text may come in any order. */
export class Bound {
  readonly params: Stored[] = [];

  /** `?1` for the first, and so on. */
  readonly of = (value: Stored): string => `?${this.params.push(value)}`;
}
