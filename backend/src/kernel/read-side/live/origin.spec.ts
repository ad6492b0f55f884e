import { MessageRate } from './message-rate.js';
import { isOwnOrigin } from './origin.js';

describe('who may open a live connection', () => {
  it('our own pages, configured ones and programs without a page may', () => {
    expect(isOwnOrigin('http://hyperloop.test:3000', 'hyperloop.test:3000', [])).toBe(true);
    expect(isOwnOrigin('http://localhost:4200', 'localhost:3000', ['http://localhost:4200'])).toBe(true);
    expect(isOwnOrigin(undefined, 'localhost:3000', [])).toBe(true);
  });
  it.each(['http://evil.test', 'http://localhost:4200', 'null', 'http://localhost:3000.evil.test'])('a page from %s may not', (origin) =>
    expect(isOwnOrigin(origin, 'localhost:3000', ['http://other.test'])).toBe(false),
  );
});

describe('how much a connection may ask', () => {
  it('twenty at once, then twenty a second', () => {
    const rate = new MessageRate(20, 0);
    const admitted = (now: number) => Array.from({ length: 30 }, () => rate.admits(now)).filter(Boolean).length;
    expect(admitted(0)).toBe(20);
    expect(admitted(500)).toBe(10);
    expect(admitted(5_000)).toBe(20);
  });
  it('a reserve admits more at once after a silence', () => {
    const rate = new MessageRate(2, 0, 6);
    const admitted = (now: number) => Array.from({ length: 30 }, () => rate.admits(now)).filter(Boolean).length;
    expect(admitted(0)).toBe(6);
    expect(admitted(1_000)).toBe(2);
    expect(admitted(60_000)).toBe(6);
  });
});
