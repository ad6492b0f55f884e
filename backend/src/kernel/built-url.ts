/**
 * The URL of a compiled entry file beside the caller. Worker threads and child processes run plain Node, so when the
 * caller itself runs from `src` (a spec), its compiled twin under `dist` is meant.
 */
export const builtUrl = (callerUrl: string, relative: string): URL =>
  new URL(new URL(relative, callerUrl).href.replace(/\/(backend|projections)\/src\//, '/$1/dist/'));
