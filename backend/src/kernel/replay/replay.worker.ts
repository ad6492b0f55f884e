import { parentPort, workerData } from 'node:worker_threads';
import { comparePositions, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Model } from '@hyperloop/projections/engine';
import { openEventReader } from '../event-log/open-event-log.js';
import { inOrder, type RunKind } from './run.js';
import { NoSuchStep, Tape } from './tape.js';
import type { Answer, Asked, FromReplayer, ReplayStart, ToReplayer } from './wire.js';

/** Whole runs kept folded; several people who look at one run share it. */
const KEPT_TAPES = 3;
/** Ten times a large train; beyond it a tape would not fit this thread. */
const MOST_EVENTS = 60_000;

const port = parentPort;
if (port === null) throw new Error('runs are replayed in a worker thread');
const { log, model: modelUrl, kind: kindUrl } = workerData as ReplayStart;
const { model } = (await import(modelUrl)) as { model: Model };
const { kind } = (await import(kindUrl)) as { kind: RunKind };
const reader = await openEventReader(log);
const tapes = new Map<string, Tape>();

class TooLong extends Error {
  constructor(readonly events: number) {
    super(`a run of ${events} events`);
  }
}

const eventsOf = async ({ streams, to }: Asked): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (const stream of streams) {
    for await (const page of reader.readStream(stream)) {
      events.push(
        ...page.filter(({ position, type }) => !kind.leavesOut(type) && (to === undefined || comparePositions(position, to) <= 0)),
      );
      if (events.length > MOST_EVENTS) throw new TooLong(events.length);
    }
  }
  return inOrder(events);
};

const tapeOf = async (asked: Asked): Promise<Tape> => {
  const known = asked.to === undefined ? undefined : tapes.get(`${asked.id} ${asked.to}`);
  const tape = known ?? new Tape(asked.id, await eventsOf(asked), model, kind);
  if (asked.to !== undefined && tape.to !== asked.to) throw new NoSuchStep(asked.to);
  const name = `${tape.id} ${tape.to}`;
  tapes.delete(name);
  tapes.set(name, tape);
  for (const oldest of tapes.keys()) if (tapes.size > KEPT_TAPES) tapes.delete(oldest);
  return tape;
};

const answer = async (asked: Asked): Promise<Answer> => {
  try {
    const tape = await tapeOf(asked);
    return { is: 'text', text: asked.for === 'timeline' ? JSON.stringify(tape.timeline()) : tape.stretch(asked) };
  } catch (error) {
    if (error instanceof NoSuchStep) return { is: 'no-step', position: error.message };
    if (error instanceof TooLong) return { is: 'too-long', events: error.events };
    throw error;
  }
};

const tell = (message: FromReplayer): void => port.postMessage(message);
// One at a time: a tape that is being folded is there for the next who asks.
let turn: Promise<unknown> = Promise.resolve();
port.on('message', (asked: ToReplayer) => {
  const { number } = asked;
  turn = turn
    .then(() => answer(asked))
    .then(
      (said) => tell({ number, ...said }),
      (error: unknown) => tell({ number, is: 'broken', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
