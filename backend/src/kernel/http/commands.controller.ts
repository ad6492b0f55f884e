import { hash } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { CommandAnswer } from '@hyperloop/contracts/kernel';
import type { Request } from 'express';
import type { CommandBus } from '../command-bus.js';
import { unfit } from '../hygiene.js';
import { COMMAND_BUS } from '../tokens.js';
import { HttpProblem, problem } from './problem.js';
import { By } from './signed-in.js';

const KEY = /^[A-Za-z0-9_.:~-]{1,100}$/;

/** `POST /api/commands/<name>`: the one door to every command; the body is the command's data. */
@Controller('api/commands')
export class CommandsController {
  constructor(@Inject(COMMAND_BUS) private readonly bus: CommandBus) {}

  @Post(':name')
  @HttpCode(200)
  async say(
    @Param('name') name: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() data: unknown,
    @By() by: string,
    @Req() request: Request,
  ): Promise<CommandAnswer> {
    if (!this.bus.commands.includes(name)) throw problem(404, 'unknown-command', 'Unknown command', 'There is no command of this name.');
    // The past can only be looked at: a command that names a moment is a mistake of whoever shows it.
    const named = Object.keys(request.query)[0];
    if (named !== undefined)
      throw problem(
        400,
        'no-moment',
        'A command is about now',
        named === 'at'
          ? 'The past cannot be changed: leave ?at= out, and look at what the command is about as it is now.'
          : `The address of a command takes no ?${named}=: all that it needs stands in its data.`,
        { errors: [{ path: named, message: 'is not taken by a command' }] },
      );
    if (request.is('application/json') === false) throw problem(415, 'not-json', 'Not JSON', 'This address takes application/json only.');
    if (key === undefined || !KEY.test(key))
      throw problem(
        400,
        'idempotency-key',
        'Idempotency-Key is needed',
        'Send a header Idempotency-Key of 1 to 100 letters, digits, _, ., :, ~ or -, new for each thing you want to happen.',
        {
          errors: [{ path: 'Idempotency-Key', message: key === undefined ? 'is missing' : 'is not of that form' }],
        },
      );
    const wrong = unfit(data);
    if (wrong !== undefined)
      throw problem(
        400,
        'invalid',
        'The command does not fit its contract',
        wrong.path === '' ? wrong.message : `${wrong.path}: ${wrong.message}`,
        { errors: [wrong] },
      );
    // A key is one person's own, and means one command: nobody can meet somebody else's answer.
    const fingerprint = hash('sha256', JSON.stringify(data ?? {}));
    const said = await this.bus.say({ type: name, data: data ?? {} }, { by, commandId: `${by}/${name}/${key}`, fingerprint });
    if (said.is === 'refused') throw new HttpProblem(said.problem);
    return said.answer;
  }
}
