import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { tooDeep } from '../hygiene.js';
import { HttpProblem } from './problem.js';
import { problemOf } from '../problems.js';

const MB = 1024 * 1024;
/** A real configuration of a large wagon comes close to a megabyte. */
const LARGE: ReadonlySet<string> = new Set(['/api/commands/ConfigureWagon']);

/**
 * JSON is the only body there is: forms of other sites could be posted without asking. Depth is counted in the bytes,
 * before anything is parsed.
 */
export const jsonBodies = (app: NestExpressApplication): void => {
  // Nest hands these to body-parser, which knows `verify`; its own type for them does not.
  const options = {
    limit: 2 * MB,
    type: 'application/json',
    strict: true,
    verify: (request: IncomingMessage, _response: unknown, body: Buffer) => {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (body.length > MB && !LARGE.has(path)) throw tooLarge();
      if (tooDeep(body)) throw deep();
    },
  };
  app.useBodyParser('json', options);
};

const tooLarge = (): HttpProblem =>
  new HttpProblem(problemOf(413, 'too-large', 'Too large', 'The request is larger than this address takes.'));
const deep = (): HttpProblem =>
  new HttpProblem(
    problemOf(400, 'invalid', 'The command does not fit its contract', 'The data is nested too deep.', {
      errors: [{ path: '', message: 'The data is nested too deep.' }],
    }),
  );
