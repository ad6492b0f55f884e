import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endedCookie, sessionCookie, tokenIn } from './session-cookie.js';
import { IDLE_MS, LONGEST_MS, SessionStore } from './session-store.js';

const dir = mkdtempSync(join(tmpdir(), 'sessions-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const HOUR = 3_600_000;

describe('a session', () => {
  const clock = { now: Date.parse('2026-11-23T10:00:00Z') };
  const file = join(dir, 'sessions.sqlite');
  const store = new SessionStore(file, () => clock.now);
  afterAll(() => store.close());

  it('is known by its token, of which only the hash is kept', () => {
    const token = store.begin('mrossi');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(store.personOf(token)).toBe('mrossi');
    expect(readFileSync(`${file}-wal`).includes(token)).toBe(false);
    expect(store.personOf('x'.repeat(43))).toBeUndefined();
  });

  it('ends after eight idle hours', () => {
    const token = store.begin('mrossi');
    clock.now += IDLE_MS - 1;
    expect(store.personOf(token)).toBe('mrossi');
    clock.now += IDLE_MS + 1;
    expect(store.personOf(token)).toBeUndefined();
  });

  it('ends after a day, however busy', () => {
    const token = store.begin('mrossi');
    for (let hours = 0; hours < LONGEST_MS / HOUR; hours++) {
      expect(store.personOf(token)).toBe('mrossi');
      clock.now += HOUR;
    }
    clock.now += 1;
    expect(store.personOf(token)).toBeUndefined();
  });

  it('gets a new token with every sign-in, and the one before it is worth nothing', () => {
    const before = store.begin('mrossi');
    const after = store.begin('tnovak', before);
    expect(store.personOf(before)).toBeUndefined();
    expect(store.personOf(after)).toBe('tnovak');
  });

  it('tells when it ended', () => {
    let ended = 0;
    store.onEnd(() => ended++);
    const token = store.begin('mrossi');
    store.end(token);
    store.end(token);
    expect(ended).toBe(1);
  });

  it('is never one of the automation (rule 11)', () => {
    expect(() => store.begin('alihyperloop')).toThrow();
  });
});

describe('the cookie', () => {
  const token = 'a'.repeat(43);
  it('is out of reach for scripts and for other sites', () => {
    expect(sessionCookie(token, false)).toBe(`hl_session=${token}; Path=/; HttpOnly; SameSite=Lax`);
    expect(sessionCookie(token, true)).toBe(`__Host-hl_session=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`);
    expect(endedCookie(true)).toContain('Max-Age=0');
  });
  it('is found among others and only in its own form', () => {
    expect(tokenIn(`a=b; hl_session=${token}`, false)).toBe(token);
    expect(tokenIn(`hl_session=${token}`, true)).toBeUndefined();
    expect(tokenIn(`__Host-hl_session=${token}`, true)).toBe(token);
    expect(tokenIn(`hl_session=${token}x`, false)).toBeUndefined();
    expect(tokenIn(undefined, false)).toBeUndefined();
  });
});
