import { parentPort, workerData } from 'node:worker_threads';
import type { StepAnswer } from '@hyperloop/contracts/kernel';
import type { Model } from '@hyperloop/projections/engine';
import { openEventReader } from '../../event-log/open-event-log.js';
import { BadQuery, UnknownView } from '../bad-query.js';
import type { TextPage } from '../query.js';
import { NotFoldedYet } from './not-yet.js';
import { PastReader } from './past-reader.js';
import type { FromPast, PastFault, PastQuestion, PastStart, ToPast } from './wire.js';

const port = parentPort;
if (port === null) throw new Error('the past is answered by a worker thread');

const { log, store, model: modelUrl } = workerData as PastStart;
const { model } = (await import(modelUrl)) as { model: Model };
const reader = PastReader.open(store, await openEventReader(log), model);

const answerOf = (question: PastQuestion): Promise<TextPage | StepAnswer> => {
  const { view, query, moment } = question;
  return question.kind === 'page' ? reader.page(view, query, moment) : reader.step(view, query, moment, question.direction);
};
const faultOf = (error: unknown): PastFault => {
  if (error instanceof BadQuery) return { kind: 'badQuery', path: error.path, message: error.message };
  if (error instanceof UnknownView) return { kind: 'unknownView', view: error.view };
  if (error instanceof NotFoldedYet) return { kind: 'notFoldedYet', message: error.message };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
};

// One after the other: a cold moment would not come sooner for being folded beside another.
let turn: Promise<void> = Promise.resolve();
port.on('message', ({ id, question }: ToPast) => {
  turn = turn.then(async () => {
    try {
      port.postMessage({ id, answer: await answerOf(question) } satisfies FromPast);
    } catch (error) {
      port.postMessage({ id, fault: faultOf(error) } satisfies FromPast);
    }
  });
});
