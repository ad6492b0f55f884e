import { HttpException } from '@nestjs/common';
import type { Problem } from '@hyperloop/contracts/kernel';

/** A problem (RFC 9457) on its way to the client. */
export class HttpProblem extends HttpException {
  constructor(readonly problem: Problem) {
    super(problem, problem.status);
  }
}

type More = Omit<Problem, 'type' | 'title' | 'status' | 'detail'>;

/** `problem(404, 'unknown-view', 'Unknown view', 'there is no view wagon')` */
export const problem = (status: number, type: string, title: string, detail: string, more: More = {}): HttpProblem =>
  new HttpProblem({ type: `urn:hyperloop:problem:${type}`, title, status, detail, ...more });
