import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { FoundOldDefault, FoundValue, type FoundOldDefaults, type FoundValues } from '@hyperloop/contracts/wagons';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { problem } from '../../kernel/http/problem.js';
import { asProblem } from '../../kernel/read-side/as-problem.js';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import { ExportTurns } from '../../kernel/read-side/export-turns.js';
import { writeFile, type Pages } from '../../kernel/read-side/export.js';
import { Joins } from '../../kernel/read-side/joined/joins.js';
import { momentText, type Moment } from '../../kernel/read-side/past/moment.js';
import type { Person, PolicyPort, SessionsPort } from '../../kernel/read-side/ports.js';
import { POLICY, SESSIONS } from '../../kernel/tokens.js';
import { oldDefaultsAskedOf, valuesAskedOf, type Asked } from './asked.js';

/** What an answer tells comes from these. */
const READ = ['wagon-values', 'wagon-variants', 'declared-values', 'analyses'];
const LONGEST_PIECE = 300;

type Paged = { limit?: number | undefined; cursor?: string | undefined };
type Found = FoundValues | FoundOldDefaults;

/** `GET /api/find/…`: wagons by the values they run with, now or at a moment of the past, as a page or as a file. */
@Controller('api/find')
export class FindController {
  readonly #exports = new ExportTurns();

  constructor(
    @Inject(Joins) private readonly joins: Joins,
    @Inject(SESSIONS) private readonly sessions: SessionsPort,
    @Inject(POLICY) private readonly policy: PolicyPort,
  ) {}

  @Get('values')
  values(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.#answer('find-values', { request, response, askedOf: valuesAskedOf, row: FoundValue });
  }

  @Get('old-defaults')
  oldDefaults(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.#answer('find-old-defaults', { request, response, askedOf: oldDefaultsAskedOf, row: FoundOldDefault });
  }

  /** Completion while a name is typed. Names are never taken back, so there is no moment to ask about. */
  @Get('parameters')
  async parameters(@Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      await this.#admit(request);
      const params = new URL(request.originalUrl, 'http://localhost').searchParams;
      const [text = ''] = params.getAll('text');
      if (text === '' || text.length > LONGEST_PIECE || [...params.keys()].length !== 1)
        throw new BadQuery('text', `Say which piece of a name is sought, as text, with ${LONGEST_PIECE} characters at most.`);
      response.setHeader('Cache-Control', 'no-store');
      response.json(await this.joins.ask('find-names', { text }));
    } catch (error) {
      throw asProblem(error);
    }
  }

  async #answer<Question extends Paged>(
    name: string,
    {
      request,
      response,
      askedOf,
      row,
    }: { request: Request; response: Response; askedOf: (params: URLSearchParams, accept?: string) => Asked<Question>; row: z.ZodObject },
  ): Promise<void> {
    try {
      const { personId } = await this.#admit(request);
      const { question, at, format } = askedOf(new URL(request.originalUrl, 'http://localhost').searchParams, request.headers.accept);
      if (format === 'json') {
        const found = await this.joins.ask<Found>(name, question, at);
        response.setHeader('Cache-Control', 'no-store');
        response.json({ ...found, ...(at === undefined ? {} : { at: momentText(at) }) });
        return;
      }
      // A mistake in the question is answered before the file begins.
      const { position } = await this.joins.ask<Found>(name, { ...question, limit: 1 }, at);
      // A moment that is not over yet would move while the file is written; the position that it has come to does not.
      const moment = at && { position };
      response.setHeader('X-Position', position);
      await this.#exports.take(personId, () =>
        writeFile(
          { name, format, row },
          this.#pages(name, question, moment),
          { ...(question.cursor === undefined ? {} : { cursor: question.cursor }) },
          response,
        ),
      );
    } catch (error) {
      throw asProblem(error);
    }
  }

  #pages(name: string, question: Paged, moment: Moment | undefined): Pages {
    return async ({ limit, cursor }) => {
      const { rows, next, total, position } = await this.joins.ask<Found>(name, { ...question, limit, cursor }, moment);
      const lines = rows.map((row) => ({ key: `${row.wagonId}:${row.variant}`, row: JSON.stringify(row) }));
      return { rows: lines, ...(next === undefined ? {} : { next }), total, position, epoch: '' };
    };
  }

  async #admit(request: Request): Promise<Person> {
    const person = await this.sessions.personOf(request.headers.cookie);
    if (person === undefined) throw problem(401, 'not-signed-in', 'Not signed in', 'Sign in first.');
    for (const view of READ) {
      const may = this.policy.mayRead(person, view);
      if (!may.ok) throw problem(403, 'not-allowed', 'Not allowed', may.reason);
    }
    return person;
  }
}
