/** One line or area of a chart; null where nothing was measured. */
export type ChartSeries = { readonly label: string; readonly values: readonly (number | null)[]; readonly colour?: string };

/** Sums from below, line on line: the first series is the lowest. Nothing at a moment counts as nothing on the pile. */
export const stackOf = (series: readonly ChartSeries[]): readonly (readonly number[])[] => {
  const pile: number[] = [];
  return series.map(({ values }) => values.map((value, i) => (pile[i] = (pile[i] ?? 0) + (value ?? 0))));
};
