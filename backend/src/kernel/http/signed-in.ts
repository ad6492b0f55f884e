import { createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { SessionsPort } from '../read-side/ports.js';
import { SESSIONS } from '../tokens.js';
import { problem } from './problem.js';

const OPEN = 'hyperloop:open';
type Known = Request & { personId?: string };

/** A door that needs no sign-in. Every other one does, also one that is added tomorrow. */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** The login of the one who asks. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { personId } = context.switchToHttp().getRequest<Known>();
  if (personId === undefined) throw new Error('this door was opened without a sign-in');
  return personId;
});

export const askerOf = (request: object): string | undefined => (request as Known).personId;

@Injectable()
export class SignedIn implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SESSIONS) private readonly sessions: SessionsPort,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets admit by themselves (kernel/read-side/live): the gateway knows what a connection is.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Known>();
    const person = await this.sessions.personOf(request.headers.cookie);
    if (person !== undefined) {
      request.personId = person.personId;
      const renewed = this.sessions.renewed?.(request.headers.cookie);
      if (renewed !== undefined) context.switchToHttp().getResponse<Response>().setHeader('Set-Cookie', renewed);
    } else if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, [context.getHandler(), context.getClass()]) !== true)
      throw problem(401, 'not-signed-in', 'Not signed in', 'Sign in first.');
    return true;
  }
}
