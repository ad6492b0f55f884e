/** With https the name itself makes browsers insist on Secure, Path=/ and no Domain. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-hl_session' : 'hl_session');

/** What is carried and its seal, of a length that a person's login allows. */
const TOKEN = /^[\w-]{1,400}\.[\w-]{43}$/;

/** The session's token in a Cookie header; anything that is no token of ours is none. */
export const tokenIn = (cookieHeader: string | undefined, secure: boolean): string | undefined => {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName(secure) && value !== undefined && TOKEN.test(value)) return value;
  }
  return undefined;
};

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
/** Ends with the browser at the latest; the server ends it earlier by itself. */
export const sessionCookie = (token: string, secure: boolean): string => `${cookieName(secure)}=${token}; ${attributes(secure)}`;
export const endedCookie = (secure: boolean): string => `${cookieName(secure)}=; Max-Age=0; ${attributes(secure)}`;
