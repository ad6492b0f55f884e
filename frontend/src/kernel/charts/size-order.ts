/** The largest first; what has no value is left out. */
export const sizeOrder = <L extends { readonly value: number | null }>(lines: readonly L[]): readonly L[] =>
  lines.filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
