import { createHmac, createSecretKey, hash, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AUTOMATION } from '@hyperloop/contracts/people';

const HOUR = 3_600_000;
export const IDLE_MS = 8 * HOUR;
export const LONGEST_MS = 24 * HOUR;

/** What a browser carries: a number that nobody guesses, whose it is, when it began and when it was last renewed (ms). */
const Carried = z.strictObject({ n: z.string().regex(/^[\w-]{22}$/), p: z.string().min(1), b: z.int(), u: z.int() });
export type Session = { number: string; personId: string; begun: number; used: number };

const KEY_USE = 'hyperloop session 1';
/** The key of this use, from the secret of the site. */
export const sessionKey = (secret: string): KeyObject => createSecretKey(createHmac('sha256', secret).update(KEY_USE).digest());

const seal = (carried: string, key: KeyObject): Buffer => createHmac('sha256', key).update(carried).digest();

export const newSession = (personId: string, now: number): Session => {
  if (personId === AUTOMATION) throw new Error('automation has no session');
  return { number: randomBytes(16).toString('base64url'), personId, begun: now, used: now };
};

/** A session as text, sealed: every node that has the key can tell that one of them wrote it. */
export const tokenOf = ({ number, personId, begun, used }: Session, key: KeyObject): string => {
  const carried = Buffer.from(JSON.stringify({ n: number, p: personId, b: begun, u: used })).toString('base64url');
  return `${carried}.${seal(carried, key).toString('base64url')}`;
};

/** Nothing for what is not sealed with this key, whatever it says. */
export const sessionIn = (token: string, key: KeyObject): Session | undefined => {
  const [carried = '', sealed = ''] = token.split('.', 2);
  const given = Buffer.from(sealed, 'base64url');
  const ours = seal(carried, key);
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) return undefined;
  const { n: number, p: personId, b: begun, u: used } = Carried.parse(JSON.parse(Buffer.from(carried, 'base64url').toString('utf8')));
  return { number, personId, begun, used };
};

/** By this a session is known in the log; the number cannot be found from it. */
export const hashOf = ({ number }: Session): string => hash('sha256', number, 'hex');
