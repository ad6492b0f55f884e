/**
 * A page of another site must not open a connection with our visitor's cookie: browsers do not apply CORS to
 * websockets, but they always say where the page came from. Programs say nothing, and carry no visitor's cookie.
 */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined, allowed: readonly string[]): boolean => {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
};
