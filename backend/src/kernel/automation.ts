import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { AUTOMATION } from '@hyperloop/contracts/people';
import type { CommandBus } from './command-bus.js';
import type { Say } from './slice.js';

/**
 * The system's own voice (rule 11), for reactions and workers. A refusal of the domain is an answer; anything else
 * (disk full, unknown outcome, a bug) is thrown, so that the caller tries again.
 */
export const automation =
  (bus: Pick<CommandBus, 'say'>, { cause, nameId = randomUUID }: { cause?: RecordedEvent; nameId?: () => string } = {}): Say =>
  async (command, options) => {
    const commandId = options?.commandId ?? nameId();
    const chain = cause === undefined ? {} : { causationId: cause.id, correlationId: cause.meta.correlationId };
    const said = await bus.say(command, { by: AUTOMATION, commandId, ...chain });
    if (said.is === 'saved') return said.answer;
    const { refusal, status, detail } = said.problem;
    if (refusal !== undefined && status === 409) return { refused: refusal.refused, sentence: detail };
    throw new Error(`${command.type}: ${detail}`);
  };
