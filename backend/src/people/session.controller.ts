import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Throttle as Limit } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PersonId, type Role } from '@hyperloop/contracts/people';
import { By, OpenToAll } from '../kernel/http/signed-in.js';
import { problem } from '../kernel/http/problem.js';
import { CONFIG } from '../kernel/tokens.js';
import { devPeople } from './dev-people.js';
import { Directory } from './directory.js';
import { Rights } from './rights.js';
import { endedCookie, sessionCookie } from './session-cookie.js';
import { SESSIONS } from '../kernel/tokens.js';
import type { Sessions } from './sessions.js';

type Settings = { devSignIn: boolean; secure: boolean; mail: object | undefined };
type Known = { personId: string; name: string; roles: readonly Role[] };
type SessionAnswer = {
  person: (Known & { analyses: readonly string[] }) | null;
  people: readonly Known[];
  /** The installation sends mails. */ mail: boolean;
};

const unsettled = (): never => {
  throw problem(
    503,
    'session-unsettled',
    'Not everywhere yet',
    'The session of before is over at this server; the others learn it as soon as the event log takes new events. Try again in a moment.',
  );
};

const SignIn = z.strictObject({ personId: PersonId });

/** `/api/session`: who one is, and the development sign-in, which exists on this machine only. */
@Controller('api')
export class SessionController {
  constructor(
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(Rights) private readonly rights: Rights,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(CONFIG) private readonly config: Settings,
  ) {}

  @Get('session')
  @OpenToAll()
  async whoAmI(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SessionAnswer> {
    response.setHeader('Cache-Control', 'no-store');
    const person = await this.sessions.personOf(request.headers.cookie);
    return {
      person: person === undefined ? null : { ...this.#known(person.personId), analyses: this.rights.analysesOf(person.personId) },
      people: this.config.devSignIn
        ? devPeople.filter(({ personId }) => this.rights.rolesOf(personId).length > 0).map(({ personId }) => this.#known(personId))
        : [],
      mail: this.config.mail !== undefined,
    };
  }

  @Post('session')
  @OpenToAll()
  @Limit({ signIn: {} })
  @HttpCode(204)
  async signIn(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (!this.config.devSignIn)
      throw problem(
        403,
        'no-development-sign-in',
        'Not offered',
        'The development sign-in is offered on the developer’s own machine only.',
      );
    const asked = SignIn.safeParse(body);
    if (!asked.success)
      throw problem(400, 'invalid', 'Not a person', 'Send { "personId": … } with the login of a person.', {
        errors: [{ path: 'personId', message: 'must be a login' }],
      });
    const { personId } = asked.data;
    if (this.rights.rolesOf(personId).length === 0)
      throw problem(403, 'unknown-person', 'Unknown person', 'Nobody of this login was let in.');
    const token = await this.sessions.begin(personId, request.headers.cookie).catch(unsettled);
    response.setHeader('Set-Cookie', sessionCookie(token, this.config.secure));
  }

  @Delete('session')
  @OpenToAll()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    // The browser forgets it whatever becomes of the rest.
    response.setHeader('Set-Cookie', endedCookie(this.config.secure));
    await this.sessions.end(request.headers.cookie).catch(unsettled);
  }

  @Get('directory')
  names(@By() _by: string): readonly { personId: string; name: string }[] {
    return this.directory.names();
  }

  #known(personId: string): Known {
    return { personId, name: this.directory.nameOf(personId), roles: this.rights.rolesOf(personId) };
  }
}
