import type { Filter } from '@hyperloop/contracts/kernel';
import type { FilterOption } from './filter-chip';
import type { StatusLook } from './status-words';

/** The filters that are set: what is not asked for is left out. */
export const filters = (...wished: readonly (Filter | false | '' | null | undefined)[]): readonly Filter[] =>
  wished.filter((filter): filter is Filter => typeof filter === 'object' && filter !== null);

/** All states of a kind as options of a filter. */
export const optionsOf = (looks: Readonly<Record<string, StatusLook>>): readonly FilterOption[] =>
  Object.entries(looks).map(([value, { word }]) => ({ value, word }));
