import { MemoryLog } from '../kernel/memory-log.testing.js';
import { EndedSessions } from './ended-sessions.js';
import { cookieName, endedCookie, sessionCookie, tokenIn } from './session-cookie.js';
import { IDLE_MS, LONGEST_MS, sessionKey } from './session-token.js';
import { Sessions } from './sessions.js';

const HOUR = 3_600_000;
const everybody = { rolesOf: () => ['user' as const], onChange: () => () => undefined };
const cookieOf = (token: string): string => `${cookieName(false)}=${token}`;

/** Two nodes of a site, on one log. */
const site = async ({ otherSecret = 'one secret for all nodes' } = {}) => {
  const log = new MemoryLog();
  const clock = { now: Date.parse('2026-11-23T10:00:00Z') };
  const node = async (secret: string) => {
    const ended = new EndedSessions(log, () => clock.now);
    await ended.start();
    return { ended, sessions: new Sessions(sessionKey(secret), ended, everybody, false, () => clock.now) };
  };
  const [a, b] = [await node('one secret for all nodes'), await node(otherSecret)];
  const who = async (at: typeof a, token: string) => (await at.sessions.personOf(cookieOf(token)))?.personId;
  const stop = async () => {
    await a.ended.stop();
    await b.ended.stop();
  };
  return { log, clock, a, b, who, stop };
};
const turn = () => new Promise((done) => setImmediate(done));

describe('a session', () => {
  it('begun at one node is known at every other that has the secret, and nowhere else', async () => {
    const { a, b, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    expect([await who(a, token), await who(b, token)]).toEqual(['mrossi', 'mrossi']);
    await stop();
    const other = await site({ otherSecret: 'a secret of somebody else' });
    expect(await other.who(other.b, token)).toBeUndefined();
    await other.stop();
  });

  it('cannot be made for another person by changing what the cookie carries', async () => {
    const { a, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    const [carried = '', seal = ''] = token.split('.');
    const changed = Buffer.from(carried, 'base64url').toString().replace('mrossi', 'admin');
    expect(await who(a, `${Buffer.from(changed).toString('base64url')}.${seal}`)).toBeUndefined();
    expect(await who(a, `${carried}.${'A'.repeat(43)}`)).toBeUndefined();
    expect(await who(a, token)).toBe('mrossi');
    await stop();
  });

  it('that was ended at one node is over at all, and only a hash of it stands in the log', async () => {
    const { log, a, b, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    let cut = 0;
    b.sessions.changed$.subscribe(() => cut++);
    await a.sessions.end(cookieOf(token));
    await turn();
    expect([await who(a, token), await who(b, token), cut]).toEqual([undefined, undefined, 1]);
    const carried = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
    const { n } = JSON.parse(carried) as { n: string };
    expect(JSON.stringify(log.events)).not.toMatch(new RegExp(`mrossi|${n}`));
    await stop();
  });

  it('ends with the next sign-in of the same browser', async () => {
    const { a, who, stop } = await site();
    const before = await a.sessions.begin('mrossi');
    const after = await a.sessions.begin('tnovak', cookieOf(before));
    expect([await who(a, before), await who(a, after)]).toEqual([undefined, 'tnovak']);
    await stop();
  });

  it('is over at its node at once when the log takes nothing, and at the others when it does again', async () => {
    const { log, a, b, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    log.before = () => {
      throw new Error('disk full');
    };
    await expect(a.sessions.end(cookieOf(token))).rejects.toThrow('disk full');
    expect([await who(a, token), await who(b, token)]).toEqual([undefined, 'mrossi']);
    await stop();
  });

  it('ends after eight idle hours; one that is used is renewed now and then', async () => {
    const { a, b, clock, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    expect(a.sessions.renewed(cookieOf(token))).toBeUndefined();
    clock.now += 5 * HOUR;
    const renewed = tokenIn((a.sessions.renewed(cookieOf(token)) ?? '').split(';')[0], false) ?? '';
    clock.now += IDLE_MS - 1;
    expect([await who(b, token), await who(b, renewed)]).toEqual([undefined, 'mrossi']);
    await stop();
  });

  it('stays with an open screen, which asks for nothing', async () => {
    const { a, clock, who, stop } = await site();
    const token = await a.sessions.begin('mrossi');
    for (let hours = 0; hours < 12; hours++) {
      expect(await who(a, token)).toBe('mrossi');
      clock.now += HOUR;
    }
    await stop();
  });

  it('ends after a day, however busy', async () => {
    const { a, clock, who, stop } = await site();
    let token = await a.sessions.begin('mrossi');
    for (let hours = 0; hours < LONGEST_MS / HOUR; hours++) {
      expect(await who(a, token)).toBe('mrossi');
      clock.now += HOUR;
      token = tokenIn((a.sessions.renewed(cookieOf(token)) ?? '').split(';')[0], false) ?? token;
    }
    clock.now += 1;
    expect(await who(a, token)).toBeUndefined();
    await stop();
  });

  it('is never one of the automation (rule 11)', async () => {
    const { a, stop } = await site();
    await expect(a.sessions.begin('alihyperloop')).rejects.toThrow('automation has no session');
    await stop();
  });
});

describe('the cookie', () => {
  const token = `eyJ.${'a'.repeat(43)}`;
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
