import { TestBed } from '@angular/core/testing';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { ToggleStore } from './toggle.store';

const wagon = { wagonId: '5', name: 'lambdakzero_tight' };
const dataset = { datasetId: '2', name: 'LHC22o_pass7_small' };

/** Answers each command when the spec says so. */
const open = () => {
  const sent: { name: string; data: unknown; answer: (outcome: Outcome) => void }[] = [];
  const send = (name: string, data: unknown) => new Promise<Outcome>((answer) => sent.push({ name, data, answer }));
  TestBed.configureTestingModule({ providers: [ToggleStore, { provide: CommandClient, useValue: { send } }] });
  return { store: TestBed.inject(ToggleStore), sent };
};
const refused = (because: string): Outcome => ({
  is: 'refused',
  because,
  problem: { type: 'about:blank', title: 'Refused', status: 409, detail: because },
});

describe('the switches of the matrix (rules 89, 90)', () => {
  it('are busy until the views show the change, not only until the log has it', async () => {
    const { store, sent } = open();
    const done = store.toggle(wagon, dataset, true);
    expect(sent.map(({ name, data }) => ({ name, data }))).toEqual([{ name: 'EnableWagon', data: { wagonId: '5', datasetId: '2' } }]);
    expect([...store.busy()]).toEqual(['5:2']);
    let see: (what: 'seen') => void = () => undefined;
    sent[0]?.answer({
      is: 'saved',
      answer: { position: '9', stream: 'wagon-5', revision: 1, events: 1 },
      seen: new Promise((seen) => (see = seen)),
    });
    await Promise.resolve();
    expect(store.busy().has('5:2')).toBe(true);
    see('seen');
    await done;
    expect(store.busy().size).toBe(0);
  });
  it('take no second wish while the first is on its way', async () => {
    const { store, sent } = open();
    const done = store.toggle(wagon, dataset, true);
    await store.toggle(wagon, dataset, true);
    expect(sent).toHaveLength(1);
    sent[0]?.answer(refused('No.'));
    await done;
  });
  it('keep the sentence of a refusal at the cell until it is tried again', async () => {
    const { store, sent } = open();
    const done = store.toggle(wagon, dataset, false);
    expect(sent[0]?.name).toBe('DisableWagon');
    sent[0]?.answer(refused('It is in train 12.'));
    await done;
    expect(store.refused().get('5:2')).toBe('It is in train 12.');
    const again = store.toggle(wagon, dataset, false);
    expect(store.refused().has('5:2')).toBe(false);
    sent[1]?.answer(refused('It is in train 12.'));
    await again;
  });
});
