const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:; ?charset=[a-z0-9-]+)?$/i;

/** A name as a file may have it: no folders, no control characters, no half characters. */
const fileName = (name: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  name.replace(/[\u0000-\u001f\u007f/\\]|\p{Surrogate}/gu, '_').slice(0, 200) || 'download';

/** For clients that know nothing better: plain characters without quotes. */
const plain = (name: string): string => name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');

/** RFC 5987: what `encodeURIComponent` leaves, some of it must be encoded too. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The headers of a downloaded blob. Its bytes come from jobs and uploads, so a browser may save them, but never guess
 * their type, run them or let them load anything.
 */
export const safeHeaders = (name: string, mediaType = 'application/octet-stream'): Record<string, string> => {
  const file = fileName(name);
  return {
    'Content-Type': MEDIA_TYPE.test(mediaType) ? mediaType : 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${plain(file)}"; filename*=UTF-8''${extended(file)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
};
