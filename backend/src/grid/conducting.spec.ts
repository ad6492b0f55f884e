import { jobFigures, jobsUpdated, masterjobSubmitted, update } from '@hyperloop/contracts/grid/examples';
import { chunk, derivedFilesOf, filesAJobOf, masterjobNow, nextSteps, outputsOf, settled, type MasterjobNow } from './conducting.js';

const fold = (...events: readonly { type: string; data: unknown }[]): MasterjobNow =>
  events.reduce<MasterjobNow>(
    (state, { type, data }) => masterjobNow.evolve[type as keyof typeof masterjobNow.evolve](state, data as never),
    masterjobNow.initial,
  );
const became = (...updates: Parameters<typeof jobsUpdated>[0]) => jobsUpdated(updates, [{ from: 'WAITING', to: 'RUNNING', count: 1 }]);
const nothingKnown = { knows: () => false, mostAttempts: 3 };
const allKnown = { knows: () => true, mostAttempts: 3 };
const states = (masterjob: MasterjobNow, phase: 'submitted' | 'killed' | 'closed', engine = nothingKnown) =>
  nextSteps(masterjob, phase, engine).map((step) =>
    'update' in step ? `${step.update.state}#${step.update.attempt}` : Object.keys(step)[0],
  );
const output = { sha256: 'd'.repeat(64), size: 1 };
const waiting = fold(masterjobSubmitted, became(update(1, 'WAITING'), update(2, 'WAITING')));
const ran = fold(masterjobSubmitted, became(update(1, 'DONE', { output, figures: jobFigures }), update(2, 'ERROR_E')));

describe('leading a masterjob on', () => {
  it('cuts the files of a run into jobs and loses none (rule 195)', () => {
    const files = Array.from({ length: 5 }, (_, i) => ({ name: `${i}`, bytes: 10 }));
    expect(chunk('1.544013', files, 2).map(({ jobId, files: own, bytes }) => [jobId, own, bytes])).toEqual([
      ['1.544013.1', ['0', '1'], 20],
      ['1.544013.2', ['2', '3'], 20],
      ['1.544013.3', ['4'], 10],
    ]);
  });
  it('gives a job of a linked train 25 files at most, however many others take (rule 77)', () => {
    expect([filesAJobOf('linked', 40), filesAJobOf('linked', 2), filesAJobOf('standard', 40)]).toEqual([25, 2, 40]);
  });
  it('lets inserted jobs wait', () => expect(states(fold(masterjobSubmitted), 'submitted')).toEqual(['WAITING#1', 'WAITING#1']));
  it('hands waiting jobs to the engine, once', () => {
    expect(states(waiting, 'submitted')).toEqual(['submit', 'submit']);
    expect(states(waiting, 'submitted', allKnown)).toEqual([]);
  });
  it('retries a failed job as a new attempt, and leaves a done one alone (C17)', () =>
    expect(states(ran, 'submitted', allKnown)).toEqual(['WAITING#2']));
  it('gives up after the last attempt', () => {
    const last = fold(masterjobSubmitted, became(update(1, 'DONE', { output }), update(2, 'ERROR_E', { attempt: 3 })));
    expect(states(last, 'submitted', allKnown)).toEqual([]);
    expect(settled(last, 3)).toBe(true);
  });
  it('notices after a restart that a running job lost its processes, ends leftovers and marks the attempt', () => {
    const running = fold(masterjobSubmitted, became(update(1, 'RUNNING'), update(2, 'DONE', { output })));
    expect(states(running, 'submitted')).toEqual(['orphan', 'ZOMBIE#1']);
  });
  it('does not count lost nodes against a job: it is retried however often they go', () => {
    const lost = (attempt: number) => became(update(1, 'DONE', { output }), update(2, 'ZOMBIE', { attempt }));
    const often = fold(masterjobSubmitted, lost(1), lost(2), lost(3), lost(4));
    expect(states(often, 'submitted', allKnown)).toEqual(['WAITING#5']);
    expect(settled(often, 3)).toBe(false);
  });
  it('leaves jobs of a closed train as they are, without retries (rule 189)', () => expect(states(ran, 'closed', allKnown)).toEqual([]));
  it('kills what is not final when the train is killed (rule 189)', () => {
    expect(states(waiting, 'killed', allKnown)).toEqual(['kill', 'kill']);
    expect(states(waiting, 'killed')).toEqual(['KILLED#1', 'KILLED#1']);
    expect(states(ran, 'killed', allKnown)).toEqual([]);
  });
  it('is settled only when nothing will change any more', () => {
    expect(settled(ran, 3)).toBe(false);
    expect(settled(fold(), 3)).toBe(false);
  });
  it('merges the outputs of done jobs only', () => expect(outputsOf(ran)).toEqual([output]));
  it('collects the tables of done jobs only, and of the last attempt of each (rules 68, 70)', () => {
    const wrote = fold(
      masterjobSubmitted,
      became(update(1, 'ERROR_SV', { derivedFiles: [output] }), update(2, 'ERROR_E', { derivedFiles: [output] })),
      became(update(1, 'DONE', { attempt: 2, output, derivedFiles: [output] })),
    );
    expect(derivedFilesOf(wrote)).toEqual([output]);
  });
});
