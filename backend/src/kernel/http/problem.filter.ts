import { randomInt } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@hyperloop/contracts/kernel';
import type { Request, Response } from 'express';
import { diskFull, isDiskFull, problemOf } from '../problems.js';
import { sendProblem } from './own-pages.js';
import { HttpProblem } from './problem.js';

/** Sentences for what the framework refuses by itself; its own words may quote the input or our insides. */
const plain: Readonly<Record<number, readonly [type: string, title: string, detail: string]>> = {
  400: ['unreadable', 'Unreadable', 'The request could not be read as JSON.'],
  401: ['not-signed-in', 'Not signed in', 'Sign in first.'],
  403: ['not-allowed', 'Not allowed', 'This is not allowed.'],
  404: ['not-found', 'Not found', 'There is nothing at this address.'],
  405: ['wrong-method', 'Wrong method', 'This address does not take that method.'],
  413: ['too-large', 'Too large', 'The request is larger than this address takes.'],
  415: ['not-json', 'Not JSON', 'This address takes application/json only.'],
  429: ['too-many', 'Too many requests', 'That was too much at once. Wait a minute, then try again.'],
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  // What Express's own parts throw: they mark what a client may be told.
  const { status, expose } = (typeof error === 'object' && error !== null ? error : {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
};

/** Every answer that is no success is a problem (RFC 9457). What broke is told by a number that stands in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const problem = this.#problemOf(error, http.getRequest<Request>());
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  }

  #problemOf(error: unknown, request: Request): Problem {
    if (error instanceof HttpProblem) return error.problem;
    // What a body check threw comes wrapped by Express and by Nest.
    if (error instanceof Error && error.cause instanceof HttpProblem) return error.cause.problem;
    if (isDiskFull(error)) return diskFull();
    const status = statusOf(error);
    const known = status === undefined ? undefined : plain[status];
    if (status !== undefined && known !== undefined) return problemOf(status, ...known);
    const number = String(randomInt(10_000_000, 100_000_000));
    this.#log.error({ err: error, number, method: request.method, path: request.path }, `something broke, number ${number}`);
    return problemOf(
      500,
      'broken',
      'Something broke',
      `Something broke on our side, number ${number}. Nothing is known to be lost; tell an admin the number.`,
    );
  }
}
