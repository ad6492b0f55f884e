import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Request } from 'express';
import { problem } from './problem.js';
import { askerOf } from './signed-in.js';

/** Counts per person where there is one (many sit behind one address), per address otherwise. */
@Injectable()
export class Throttle extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    return Promise.resolve(askerOf(request) ?? (request as unknown as Request).ip ?? 'unknown'); // Nest types requests loosely; over HTTP it is Express's
  }

  protected override throwThrottlingException(): Promise<void> {
    throw problem(429, 'too-many', 'Too many requests', 'That was too much at once. Wait a minute, then try again.');
  }
}
