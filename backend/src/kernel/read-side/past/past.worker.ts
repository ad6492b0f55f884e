import { parentPort, workerData } from 'node:worker_threads';
import type { Model } from '@hyperloop/projections/engine';
import { openEventReader } from '../../event-log/open-event-log.js';
import { answering } from '../answering.js';
import { PastReader } from './past-reader.js';
import type { PastQuestion, PastStart } from './wire.js';

const port = parentPort;
if (port === null) throw new Error('the past is answered by a worker thread');

const { log, store, model: modelUrl } = workerData as PastStart;
const { model } = (await import(modelUrl)) as { model: Model };
const reader = PastReader.open(store, await openEventReader(log), model);

answering<PastQuestion>(port, (question) => {
  const { view, query, moment } = question;
  return question.kind === 'page' ? reader.page(view, query, moment) : reader.step(view, query, moment, question.direction);
});
