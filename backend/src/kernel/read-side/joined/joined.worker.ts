import { parentPort, workerData } from 'node:worker_threads';
import type { Model } from '@hyperloop/projections/engine';
import { openEventReader } from '../../event-log/open-event-log.js';
import { answering } from '../answering.js';
import { JoinedReader } from './joined-reader.js';
import type { AskedJoined, JoinedStart } from './joins.js';
import type { JoinedQuestions } from './question.js';

const port = parentPort;
if (port === null) throw new Error('questions that join views are answered by a worker thread');

const { log, store, model: modelUrl, questions: questionsUrl } = workerData as JoinedStart;
const { model } = (await import(modelUrl)) as { model: Model };
const { questions } = (await import(questionsUrl)) as { questions: JoinedQuestions };
const reader = JoinedReader.open(store, await openEventReader(log), model, questions);

answering<AskedJoined>(port, ({ name, asked, moment }) => reader.answer(name, asked, moment));
