import type { MessagePort } from 'node:worker_threads';
import type { Fault, FromThread, ToThread } from './asked-thread.js';
import { BadQuery, UnknownView } from './bad-query.js';
import { NotFoldedYet } from './past/not-yet.js';

const faultOf = (error: unknown): Fault => {
  if (error instanceof BadQuery) return { kind: 'badQuery', path: error.path, message: error.message };
  if (error instanceof UnknownView) return { kind: 'unknownView', view: error.view };
  if (error instanceof NotFoldedYet) return { kind: 'notFoldedYet', message: error.message };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
};

/** The other end of an `AskedThread`. One question after the other: a cold moment would not come sooner for being folded beside another. */
export const answering = <Question>(port: MessagePort, answerOf: (question: Question) => Promise<unknown>): void => {
  let turn: Promise<void> = Promise.resolve();
  port.on('message', ({ id, question }: ToThread<Question>) => {
    turn = turn.then(async () => {
      try {
        port.postMessage({ id, answer: await answerOf(question) } satisfies FromThread);
      } catch (error) {
        port.postMessage({ id, fault: faultOf(error) } satisfies FromThread);
      }
    });
  });
};
