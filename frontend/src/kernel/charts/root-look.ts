export type RootJson = { readonly _typename: string } & Readonly<Record<string, unknown>>;
export type RootColours = { line: number; fill: number; axis: number; text: number };

/** A copy that wears the theme: colours are indices into jsroot's list; the figures are untouched. */
export const inThemeColours = (object: RootJson, colours: RootColours): RootJson => {
  const axis = (of: unknown): unknown =>
    typeof of === 'object' && of !== null
      ? {
          ...of,
          fAxisColor: colours.axis,
          fLabelColor: colours.text,
          fTitleColor: colours.text,
          fLabelFont: 42,
          fTitleFont: 42,
          fLabelSize: 0.04,
          fTitleSize: 0.04,
        }
      : of;
  return {
    ...object,
    fLineColor: colours.line,
    fFillColor: colours.fill,
    fFillStyle: 1001,
    fLineWidth: 1,
    fXaxis: axis(object['fXaxis']),
    fYaxis: axis(object['fYaxis']),
    fZaxis: axis(object['fZaxis']),
  };
};
