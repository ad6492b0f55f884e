import { safeHeaders } from './safe-headers.js';

describe('the headers of a download', () => {
  it('let a browser save it and nothing else', () => {
    expect(safeHeaders('stdout.log', 'text/plain; charset=utf-8')).toEqual({
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="stdout.log"; filename*=UTF-8''stdout.log`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
  });

  it('keep a name of any script', () => {
    expect(safeHeaders("größe (1)'s.json")['Content-Disposition']).toBe(
      `attachment; filename="gr__e (1)'s.json"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%281%29%27s.json`,
    );
  });

  it.each(['a"; filename="b', 'a\r\nSet-Cookie: x=1', '../../etc/passwd', '\ud800', '', 'x'.repeat(5_000)])(
    'cannot be split or led astray by the name %j',
    (name) => {
      const { 'Content-Disposition': header = '' } = safeHeaders(name);
      expect(header).toMatch(/^attachment; filename="[^"\\/\r\n]{1,200}"; filename\*=UTF-8''[\w.~%-]+$/);
    },
  );

  it('fall back to plain bytes when the media type is none', () => {
    for (const type of ['text/html\r\nX: y', '', 'nonsense', 'text/html; charset="x"'])
      expect(safeHeaders('a', type)['Content-Type']).toBe('application/octet-stream');
  });
});
