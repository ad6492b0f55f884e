import type { FoundRow } from './find-door';

/** Comparisons as they are written; '' takes every value. */
export const opWords = [
  { value: '', word: 'any value' },
  { value: 'is', word: '=' },
  { value: 'isNot', word: '≠' },
  { value: 'above', word: '>' },
  { value: 'atLeast', word: '≥' },
  { value: 'below', word: '<' },
  { value: 'atMost', word: '≤' },
  { value: 'contains', word: 'contains' },
] as const;

export const fromWords = [
  { value: 'any', word: 'set or default' },
  { value: 'set', word: 'set by somebody' },
  { value: 'differs', word: 'set, not the default' },
  { value: 'default', word: 'left at the default' },
] as const;

/** Where a value comes from, for the row. */
export const fromWord = ({ from, variant }: Pick<FoundRow, 'from' | 'variant'>): string => {
  if (from === 'default') return 'default';
  if (from === 'subwagon') return 'subwagon';
  return variant === '' ? 'Base' : 'from Base';
};

/** A value that nobody knows is not an empty one. */
export const valueWord = ({ value, text }: { value: unknown; text: string }): string => {
  if (value === null || value === undefined) return 'not known';
  return text === '' ? 'empty text' : text;
};
