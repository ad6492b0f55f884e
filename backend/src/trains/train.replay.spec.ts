import { START, type RecordedEvent, type ReplayLine } from '@hyperloop/contracts/kernel';
import { Engine } from '@hyperloop/projections/engine';
import fc from 'fast-check';
import { Screen } from '../kernel/read-side/live/screen.testing.js';
import { model } from '../kernel/read-side/model.js';
import { ViewReader } from '../kernel/read-side/query.js';
import { inOrder } from '../kernel/replay/run.js';
import { KEYFRAME_EVENTS, NoSuchStep, Tape } from '../kernel/replay/tape.js';
import { playedTrain, type Dice } from './played-train.testing.js';
import { kind } from './train.replay.js';

const dice = (most: number): fc.Arbitrary<Dice> =>
  fc.record({
    runs: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    news: fc.array(fc.record({ run: fc.nat(5), fates: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }) }), { maxLength: most }),
    finish: fc.boolean(),
  });
const tapeOf = (events: readonly RecordedEvent[]): Tape => new Tape('561300', events, model, kind);
const linesOf = (tape: Tape, asked: Parameters<Tape['stretch']>[0], most?: number): ReplayLine[] =>
  tape
    .stretch(asked, most)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ReplayLine);

/** What the page of the train shows after these events: made by the engine that makes every view. */
const liveAfter = (events: readonly RecordedEvent[]) => {
  const engine = Engine.open(':memory:', model, { strict: true });
  engine.foldAll(events);
  engine.finish();
  const reader = new ViewReader(engine.store.db, model.views);
  return (view: string) => reader.rows(view, { limit: 1_000, sort: reader.definition(view).key });
};
const screenFor = (view: string): Screen => new Screen(model.views[view]?.key ?? '');
const rowsOf = (screen: Screen) => screen.keys().map((key) => screen.rows.get(key));
const play = (screen: Screen, lines: readonly ReplayLine[]): string => {
  for (const line of lines) if (line.kind !== 'through') screen.take(line);
  const end = lines.at(-1);
  return end?.kind === 'through' ? end.position : 'a stretch without an end';
};

describe('the replay of a train', () => {
  it('shows at every event exactly the rows that the page showed then, from wherever it is played and however coarsely', () => {
    fc.assert(
      fc.property(dice(40), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (thrown, a, b, every) => {
        const events = playedTrain(thrown);
        const tape = tapeOf(events);
        const until = b % events.length;
        const from = (a % (until + 2)) - 1;
        const live = liveAfter(events.slice(0, until + 1));
        for (const view of kind.views) {
          const screen = screenFor(view);
          const lines = linesOf(tape, { view, after: events[from]?.position ?? START, events: Math.max(1, until - from), every });
          // Nothing to play: the snapshot alone is the moment.
          play(screen, until === from ? lines.slice(0, 1) : lines);
          expect(rowsOf(screen)).toEqual(live(view));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes on over the end of a stretch without a hole, also over keyframes and where a stretch was cut for its size', () => {
    // Jobs that end well bring no more news; a long course needs jobs that fail again and again.
    const news = Array.from({ length: 2 * KEYFRAME_EVENTS }, (_, run) => ({ run, fates: [4] }));
    const events = playedTrain({ runs: [2, 1, 2], news, finish: true });
    expect(events.length).toBeGreaterThan(2 * KEYFRAME_EVENTS);
    const tape = tapeOf(events);
    const live = liveAfter(events);
    for (const [events_, most, views] of [
      [97, undefined, ['masterjobs', 'grid-jobs', 'train-runs']],
      [KEYFRAME_EVENTS, undefined, kind.views],
      [600, 20_000, ['masterjobs', 'merged-outputs']],
    ] as const) {
      for (const view of views) {
        const screen = screenFor(view);
        let after = START;
        let stretches = 0;
        for (let first = true; after !== tape.to; first = false) {
          const lines = linesOf(tape, { view, after, events: events_, every: 1 }, most);
          after = play(screen, first ? lines : lines.slice(1));
          expect((stretches += 1)).toBeLessThan(events.length);
        }
        expect(rowsOf(screen)).toEqual(live(view));
      }
    }
  });

  it('begins right on both sides of a keyframe', () => {
    const news = Array.from({ length: KEYFRAME_EVENTS }, (_, run) => ({ run, fates: [4] }));
    const events = playedTrain({ runs: [1, 1], news, finish: true });
    const tape = tapeOf(events);
    for (const step of [-2, -1, 0, 1].map((beside) => KEYFRAME_EVENTS + beside)) {
      const live = liveAfter(events.slice(0, step + 1));
      for (const view of ['train-runs', 'grid-jobs']) {
        const screen = screenFor(view);
        play(screen, linesOf(tape, { view, after: events[step]?.position ?? '', events: 1, every: 1 }).slice(0, 1));
        expect(rowsOf(screen)).toEqual(live(view));
      }
    }
  });

  it('tells its course: each event in words, what went wrong, and whether it is over', () => {
    const events = playedTrain({
      runs: [1],
      news: [
        { run: 0, fates: [1] },
        { run: 0, fates: [2] },
        { run: 0, fates: [4] },
      ],
      finish: true,
    });
    const { steps, over, to } = tapeOf(events).timeline();
    expect(steps.map(({ says, failures }) => (failures === undefined ? says : `${says} (${failures})`))).toEqual([
      'Composed as slim train with 2 wagons',
      'Test waits in the queue',
      'Train test queued',
      'Test started on node-1',
      'Test at 50 %',
      'Test ended well',
      'Train test passed',
      'Submitted to Grid - 2 core',
      'Run 544000: 1 job submitted',
      'Run 544000: 1 waiting',
      'Run 544000: 1 running',
      'Run 544000: 1 in ERROR_V (1)',
      'Run 544000: merging of 2 files began',
      'Run 544000 merged',
      'Full train: merging of 1 file began',
      'Slim output: merging of 1 file began',
      'Slim output merged',
      'Done: 0 of 1 job ended well',
    ]);
    expect(over).toBe(true);
    expect(to).toBe(events.at(-1)?.position);
    expect(tapeOf(events.slice(0, 9)).timeline().over).toBe(false);
  });

  it('puts the events of several streams in the order of the log, by number and not by text', () => {
    const events = playedTrain({ runs: [2], news: [], finish: false });
    expect(inOrder([...events].reverse())).toEqual(events);
  });

  it('keeps aside a stream with an event that nobody can fold, as the page does, and goes on with the others', () => {
    const events = playedTrain({
      runs: [1, 1],
      news: [
        { run: 0, fates: [1] },
        { run: 1, fates: [1] },
      ],
      finish: false,
    });
    const broken = events.map((event) =>
      event.type === 'JobsUpdated' && event.stream.endsWith('.544000') ? { ...event, data: { nothing: 'known' } } : event,
    );
    const engine = Engine.open(':memory:', model);
    engine.foldAll(broken);
    engine.finish();
    const reader = new ViewReader(engine.store.db, model.views);
    const tape = tapeOf(broken);
    for (const view of kind.views) {
      const screen = screenFor(view);
      play(screen, linesOf(tape, { view, after: START, events: 1_000, every: 1 }));
      expect(rowsOf(screen)).toEqual(reader.rows(view, { sort: reader.definition(view).key }));
    }
  });

  it('knows only positions of its own', () => {
    const tape = tapeOf(playedTrain({ runs: [1], news: [], finish: false }));
    expect(() => linesOf(tape, { view: 'masterjobs', after: '96', events: 10, every: 1 })).toThrow(NoSuchStep);
  });
});
