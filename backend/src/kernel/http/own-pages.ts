import type { NextFunction, Request, Response } from 'express';
import type { Problem } from '@hyperloop/contracts/kernel';
import { problemOf } from '../problems.js';

type Own = { loopback: boolean; origins: readonly string[] };

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

export const sendProblem = (response: Response, problem: Problem): void => {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

/** Why this request is none of our own pages' or programs', if so. */
export const foreign = (
  headers: { host: string | undefined; origin: string | undefined; site: string | undefined },
  method: string,
  { loopback, origins }: Own,
): Problem | undefined => {
  const host = headers.host ?? '';
  const name = host.replace(/:\d+$/, '');
  // A foreign name that was made to point at this machine (DNS rebinding) would reach the sign-in of a development server.
  if (loopback && !LOOPBACK_NAMES.has(name) && !origins.some((origin) => hostOf(origin) === host))
    return problemOf(421, 'wrong-host', 'Wrong host', 'This server answers to localhost only.');
  if (SAFE.has(method)) return undefined;
  // Browsers always say where an unsafe request came from; programs say nothing and carry no visitor's cookie by accident.
  if (headers.origin !== undefined) {
    const own = origins.includes(headers.origin) || hostOf(headers.origin) === host;
    return own ? undefined : problemOf(403, 'foreign-origin', 'Foreign origin', 'This request came from a page of another site.');
  }
  if (headers.site !== undefined && headers.site !== 'same-origin' && headers.site !== 'none')
    return problemOf(403, 'foreign-origin', 'Foreign origin', 'This request came from a page of another site.');
  return undefined;
};

/** Cross-site request forgery ends here, before anything is parsed. */
export const ownPages =
  (own: Own) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const { host, origin, 'sec-fetch-site': site } = request.headers;
    const problem = foreign({ host, origin, site: typeof site === 'string' ? site : undefined }, request.method, own);
    if (problem === undefined) next();
    else sendProblem(response, problem);
  };
