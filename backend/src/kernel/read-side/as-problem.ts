import { HttpProblem, problem } from '../http/problem.js';
import { PastUnavailable } from './asked-thread.js';
import { BadQuery, UnknownView } from './bad-query.js';
import { NotFoldedYet } from './past/not-yet.js';

/** What the read side throws, as the door says it. */
export const asProblem = (error: unknown): unknown => {
  if (error instanceof HttpProblem) return error;
  if (error instanceof UnknownView) return problem(404, 'unknown-view', 'Unknown view', error.message);
  if (error instanceof BadQuery)
    return problem(400, 'bad-query', 'The query cannot be answered', error.message, {
      errors: [{ path: error.path, message: error.message }],
    });
  if (error instanceof NotFoldedYet) return problem(503, 'not-folded-yet', 'Not folded yet', error.message);
  if (error instanceof PastUnavailable) return problem(503, 'past-unavailable', 'The past cannot be read now', error.message);
  return error;
};
