import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { comparePositions, START } from '@hyperloop/contracts/kernel';
import type { Request, Response } from 'express';
import { problem } from '../http/problem.js';
import type { PolicyPort, SessionsPort } from '../read-side/ports.js';
import { POLICY, SESSIONS } from '../tokens.js';
import { Replays } from './replays.js';
import { KEYFRAME_EVENTS } from './tape.js';
import type { Answer } from './wire.js';

const MOST_FRAMES = 1_000;
const MOST_EVERY = 1_000;
type Asking = Readonly<Record<string, unknown>>;

const bad = (path: string, message: string) =>
  problem(400, 'bad-query', 'The replay cannot be cut so', message, { errors: [{ path, message }] });

const noStep = (path: string, position: string) =>
  bad(path, `Nothing of this run happened at position ${position}. Take a position of its timeline, or 0 for the start.`);

const positionOf = (asking: Asking, name: string, otherwise?: string): string => {
  const value = asking[name] ?? otherwise;
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return value;
  throw bad(name, `${name} is a position of the replay's timeline.`);
};
const countOf = (asking: Asking, name: string, { otherwise, most }: { otherwise: number; most: number }): number => {
  const value = asking[name] ?? String(otherwise);
  const count = typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= most) return count;
  throw bad(name, `${name} is a number between 1 and ${most}.`);
};

/** `GET /api/replays/<train>` and `GET /api/replays/<train>/<view>`: the past of one run, in the form of live deltas. */
@Controller('api/replays')
export class ReplaysController {
  constructor(
    @Inject(Replays) private readonly replays: Replays,
    @Inject(SESSIONS) private readonly sessions: SessionsPort,
    @Inject(POLICY) private readonly policy: PolicyPort,
  ) {}

  @Get(':run')
  async timeline(@Param('run') run: string, @Query() asking: Asking, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.#known(asking, []);
    const [main = ''] = this.replays.kind.views;
    await this.#admit(request, main);
    const answer = await this.replays.timeline(this.#run(run));
    if (answer === undefined) throw this.#unknown(run);
    this.#send(response, answer, { type: 'application/json', forever: false });
  }

  @Get(':run/:view')
  async frames(
    @Param('run') run: string,
    @Param('view') view: string,
    @Query() asking: Asking,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.#known(asking, ['to', 'after', 'events', 'every']);
    const { views } = this.replays.kind;
    if (!views.includes(view))
      throw problem(404, 'not-replayed', 'Not replayed', `${view.slice(0, 64)} is not replayed; these are: ${views.join(', ')}.`);
    await this.#admit(request, view);
    const to = positionOf(asking, 'to');
    const after = positionOf(asking, 'after', START);
    const every = countOf(asking, 'every', { otherwise: 1, most: MOST_EVERY });
    const events = countOf(asking, 'events', { otherwise: KEYFRAME_EVENTS * every, most: MOST_FRAMES * every });
    if (comparePositions(after, to) > 0) throw bad('after', 'after stands behind to; a stretch goes forward.');
    const answer = await this.replays.frames(this.#run(run), to, { view, after, events, every });
    if (answer === undefined) throw this.#unknown(run);
    if (answer.is === 'no-step') throw noStep(answer.position === to ? 'to' : 'after', answer.position);
    this.#send(response, answer, { type: 'application/x-ndjson', forever: true });
  }

  #unknown(run: string) {
    return problem(404, 'unknown-run', 'Unknown run', this.replays.kind.unknown(run));
  }

  #run(run: string): string {
    const wrong = this.replays.kind.wrongId(run);
    if (wrong !== null) throw bad('run', wrong);
    return run;
  }

  async #admit(request: Request, view: string): Promise<void> {
    const person = await this.sessions.personOf(request.headers.cookie);
    if (person === undefined) throw problem(401, 'not-signed-in', 'Not signed in', 'Sign in first.');
    const may = this.policy.mayRead(person, view);
    if (!may.ok) throw problem(403, 'not-allowed', 'Not allowed', may.reason);
  }

  #known(asking: Asking, names: readonly string[]): void {
    for (const name of Object.keys(asking))
      if (!names.includes(name))
        throw bad(
          name,
          `${name.slice(0, 64)} is no parameter here; ${names.length === 0 ? 'there is none' : `these are: ${names.join(', ')}`}.`,
        );
  }

  #send(response: Response, answer: Answer, { type, forever }: { type: string; forever: boolean }): void {
    if (answer.is === 'no-step') throw noStep('to', answer.position);
    if (answer.is === 'too-long')
      throw problem(413, 'too-long', 'Too long', `This run has more than ${answer.events} events; so many are not replayed.`);
    // The past does not change: a stretch of a named tape may be kept, by the one who may read it.
    response.setHeader('Cache-Control', forever ? 'private, max-age=3600, immutable' : 'no-store');
    response.type(type).send(answer.text);
  }
}
