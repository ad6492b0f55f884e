import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { comparePositions, type StepAnswer, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Request, Response } from 'express';
import { problem } from '../http/problem.js';
import { POLICY, SESSIONS } from '../tokens.js';
import { asProblem } from './as-problem.js';
import { askedOf, stepAskedOf } from './asked.js';
import { BadQuery } from './bad-query.js';
import { writeFile, type Pages } from './export.js';
import { ExportTurns } from './export-turns.js';
import { momentText, NOW, type Moment } from './past/moment.js';
import type { Person, PolicyPort, SessionsPort } from './ports.js';
import type { TextPage } from './query.js';
import { ReadSide } from './read-side.js';

const WAIT_MS = 2_000;

type Export = { pages: Pages; position: string; view: string; format: 'csv' | 'ndjson'; query: ViewQuery };

/** The parts of the answer around rows that are JSON already. */
const jsonOf = ({ rows, epoch: _, ...page }: TextPage, more: { stale?: true; at?: string }): string => {
  const rest = JSON.stringify({ ...page, ...more });
  return `{"rows":[${rows.map(({ row }) => row).join(',')}],${rest.slice(1)}`;
};

/** `GET /api/views/<view>`: the one door to every view, now or at a moment of the past, as a page or as a file. */
@Controller('api/views')
export class ViewsController {
  readonly #exports = new ExportTurns();

  constructor(
    @Inject(ReadSide) private readonly readSide: ReadSide,
    @Inject(SESSIONS) private readonly sessions: SessionsPort,
    @Inject(POLICY) private readonly policy: PolicyPort,
  ) {}

  @Get(':view')
  async show(@Param('view') view: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      const person = await this.#admit(view, request);
      const asked = askedOf(new URL(request.originalUrl, 'http://localhost').searchParams, request.headers.accept);
      const wanted = request.header('if-position');
      if (wanted !== undefined && !/^\d{1,20}$/.test(wanted))
        throw new BadQuery('If-Position', 'If-Position is a position as a command answers it');
      if (wanted !== undefined && asked.at === undefined) await this.readSide.projector.waitFor(wanted, WAIT_MS);
      const { at } = asked;
      const pagesAt =
        (moment: Moment | undefined): Pages =>
        (query) =>
          moment === undefined ? this.readSide.reader.page(view, query) : this.readSide.pasts.page(view, query, moment);
      if (asked.format !== 'json') {
        // A mistake in the query is answered before the file begins.
        const { position } = await pagesAt(at)({ ...asked.query, limit: 1 });
        // A moment that is not over yet would move while the file is written; the position that it has come to does not.
        const pages = pagesAt(at && { position });
        await this.#export(person, { pages, position, view, format: asked.format, query: asked.query }, response);
        return;
      }
      const page = await pagesAt(at)(asked.query);
      const stale = wanted !== undefined && asked.at === undefined && comparePositions(page.position, wanted) < 0;
      response.setHeader('Cache-Control', 'no-store');
      response
        .type('application/json')
        .send(jsonOf(page, { ...(stale ? { stale } : {}), ...(at === undefined ? {} : { at: momentText(at) }) }));
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** The nearest event before or after a moment that changed what the query shows: the buttons of the time picker. */
  @Get(':view/steps')
  async step(@Param('view') view: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      await this.#admit(view, request);
      const { query, at, direction } = stepAskedOf(new URL(request.originalUrl, 'http://localhost').searchParams);
      const answer: StepAnswer =
        at === undefined && direction === 'next' ? { step: null } : await this.readSide.pasts.step(view, query, at ?? NOW, direction);
      response.setHeader('Cache-Control', 'no-store');
      response.json(answer);
    } catch (error) {
      throw asProblem(error);
    }
  }

  async #admit(view: string, request: Request): Promise<Person> {
    const person = await this.sessions.personOf(request.headers.cookie);
    if (person === undefined) throw problem(401, 'not-signed-in', 'Not signed in', 'sign in first');
    this.readSide.reader.definition(view);
    const may = this.policy.mayRead(person, view);
    if (!may.ok) throw problem(403, 'not-allowed', 'Not allowed', may.reason);
    return person;
  }

  async #export({ personId }: Person, { pages, position, view, format, query }: Export, response: Response): Promise<void> {
    response.setHeader('X-Position', position);
    const file = { name: view, format, row: this.readSide.reader.definition(view).row };
    await this.#exports.take(personId, () => writeFile(file, pages, query, response));
  }
}
