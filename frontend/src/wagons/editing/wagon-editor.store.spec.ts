import { TestBed } from '@angular/core/testing';
import { configurationOfVariants } from '@hyperloop/contracts/wagons';
import { CommandClient } from '../../kernel/commands/command-client';
import { FETCH } from '../../kernel/live/view-door';
import { array, key, scalar, stored, task, workflow } from './editing.testing';
import { draftOf } from './draft';
import { WagonEditorStore } from './wagon-editor.store';

const seen = stored({ radius: scalar('1.2') }, { lowPt: { radius: scalar('2') } });
const settled = () => new Promise((done) => setTimeout(done));
type Answer = { is: 'saved'; seen: Promise<'seen'> } | { is: 'refused'; because: string; problem: { refusal?: { refused: string } } };

/** An editor with the wagon in it; `sent` is what Save asked for. */
const editor = async (answer: () => Answer = () => ({ is: 'saved', seen: Promise.resolve('seen') })) => {
  const sent: Record<string, unknown>[] = [];
  const send = (_: string, data: Record<string, unknown>) => {
    sent.push(data);
    return Promise.resolve(answer());
  };
  const blob = () => Promise.resolve({ ok: true, json: () => Promise.resolve(workflow) } as Response);
  TestBed.configureTestingModule({
    providers: [WagonEditorStore, { provide: CommandClient, useValue: { send } }, { provide: FETCH, useValue: blob }],
  });
  const store = TestBed.inject(WagonEditorStore);
  store.arrived(seen);
  TestBed.tick();
  await settled();
  const set = (parameter: string, text: string, variant = '') => store.setValue({ variant, key: key(parameter) }, scalar(text));
  return { store, sent, set };
};

describe('the editor of a wagon', () => {
  it('shows what is stored, and marks only what was changed', async () => {
    const { store, set } = await editor();
    expect([store.ready(), store.changeCount(), [...store.unsaved()]]).toEqual([true, 0, []]);
    set('radius', '1.3', 'lowPt');
    expect([...store.unsaved()]).toEqual([`lowPt\n${key('radius')}`]);
    expect([...store.changedKeys()]).toEqual([key('radius')]);
  });
  it('stores nothing until Save, which says the revision that was edited (rules 31, 34)', async () => {
    const { store, sent, set } = await editor();
    set('radius', '1.3');
    expect(sent).toEqual([]);
    await store.save(' tighter ');
    expect(sent).toEqual([
      {
        wagonId: '17',
        expectedRevision: 3,
        variants: [],
        values: [{ variant: '', task, parameter: 'radius', to: scalar('1.3') }],
        source: 'edit',
        reason: 'tighter',
      },
    ]);
  });
  it('is clean again when the saved wagon arrives', async () => {
    const { store, set } = await editor();
    set('radius', '1.3');
    await store.save('');
    store.arrived(stored({ radius: scalar('1.3') }, { lowPt: { radius: scalar('2') } }, { revision: 4 }));
    expect([store.changeCount(), store.seen()?.revision, store.newer()]).toEqual([0, 4, null]);
  });
  it('takes no edits while it saves', async () => {
    const { store, sent, set } = await editor();
    set('radius', '1.3');
    const saving = store.save('');
    set('radius', '9');
    await saving;
    expect([sent.length, store.draft()[0]?.values.get(key('radius'))]).toEqual([1, scalar('1.3')]);
  });
  it('follows what others save while nothing is unsaved', async () => {
    const { store } = await editor();
    store.arrived(stored({ radius: scalar('7') }, {}, { revision: 4, changedBy: 'sduarte' }));
    expect([store.draft()[0]?.values.get(key('radius')), store.newer()]).toEqual([scalar('7'), null]);
  });
  it('keeps unsaved edits when somebody saves meanwhile, and goes on from theirs after the choice (rule 34)', async () => {
    const { store, sent, set } = await editor();
    set('radius', '1.3');
    set('count', '7');
    store.arrived(stored({ radius: scalar('1.4') }, { lowPt: { radius: scalar('2') } }, { revision: 4, changedBy: 'sduarte' }));
    expect([store.newer()?.revision, store.draft()[0]?.values.get(key('radius'))]).toEqual([4, scalar('1.3')]);
    expect(store.comparison()?.values.map(({ parameter, both }) => [parameter, both])).toEqual([
      ['radius', true],
      ['count', false],
    ]);
    store.settle(new Map([[`\n${key('radius')}`, 'theirs']]));
    await store.save('');
    expect(sent).toEqual([
      {
        wagonId: '17',
        expectedRevision: 4,
        variants: [],
        values: [{ variant: '', task, parameter: 'count', to: scalar('7') }],
        source: 'edit',
      },
    ]);
  });
  it('compares when Save was refused because of the revision (rule 34)', async () => {
    const { store, set } = await editor(() => ({
      is: 'refused',
      because: 'sduarte saved meanwhile',
      problem: { refusal: { refused: 'WagonChangedMeanwhile' } },
    }));
    set('radius', '1.3');
    await store.save('');
    store.arrived(stored({ radius: scalar('1.4') }, { lowPt: { radius: scalar('2') } }, { revision: 4 }));
    expect([store.saving(), store.changeCount(), store.newer()?.revision]).toEqual([false, 1, 4]);
  });
  it('asks for no comparison when only the dependencies were saved meanwhile: Save says their revision', async () => {
    const { store, sent, set } = await editor();
    set('radius', '1.3');
    store.arrived({ ...seen, dependencies: ['2'], dependencyIds: ',2,', revision: 4 });
    expect([store.newer(), store.changeCount()]).toEqual([null, 1]);
    await store.save('');
    expect(sent[0]).toMatchObject({ expectedRevision: 4 });
  });
  it('is not moved by an older revision, when the past is looked at with unsaved edits', async () => {
    const { store, set } = await editor();
    set('radius', '1.3');
    store.arrived(stored({}, {}, { revision: 1 }));
    expect([store.newer(), store.changeCount()]).toEqual([null, 1]);
  });
  it('discards to what is stored now', async () => {
    const { store, set } = await editor();
    set('radius', '1.3');
    store.arrived(stored({ radius: scalar('1.4') }, {}, { revision: 4 }));
    store.discard();
    expect([store.changeCount(), store.seen()?.revision, store.newer()]).toEqual([0, 4, null]);
  });
  it('says what keeps it from being saved: a wrong value, an empty subwagon, identical ones, nothing to run (rules 38, 44, 46, 47)', async () => {
    const { store, set } = await editor();
    const kinds = () => store.problems().map(({ kind, variant }) => `${kind} ${variant}`);
    set('radius', 'wide');
    expect(kinds()).toEqual(['value ']);
    set('radius', '2');
    expect(kinds()).toEqual(['identical lowPt']);
    set('radius', '1.3');
    store.addSubwagon('empty');
    expect(kinds()).toEqual(['emptySubwagon empty']);
    store.removeSubwagon('+1');
    store.activate('', false);
    store.activate('lowPt', false);
    expect(store.problems().map(({ sentence }) => sentence)).toEqual([expect.stringContaining('switched off')]);
  });
  it('adds a parameter with its value, and saves both at once (rules 37, 39)', async () => {
    const { store, sent } = await editor();
    const parameter = { task, name: 'cfgNew', type: 'Float', kind: 'value', help: '' } as const;
    store.addParameter(parameter, scalar('2'));
    expect([store.changeCount(), store.isAdded().has(key('cfgNew')), store.declared()(task, 'cfgNew')?.type]).toEqual([2, true, 'Float']);
    store.setValue({ variant: '', key: key('cfgNew') }, null);
    expect(store.problems().map(({ sentence }) => sentence)).toEqual([
      'cfgNew was added without a value in Base. Give it one, or delete it.',
    ]);
    store.setValue({ variant: '', key: key('cfgNew') }, scalar('3'));
    await store.save('');
    expect(sent[0]).toMatchObject({
      parameters: [{ change: 'added', ...parameter }],
      values: [{ variant: '', task, parameter: 'cfgNew', to: scalar('3') }],
    });
  });
  it('deletes a parameter that was added, with its values everywhere (rule 39)', async () => {
    const { store, sent } = await editor();
    const added = { task, name: 'cfgOld', type: 'Float' as const, kind: 'value' as const, help: '' };
    const row = stored(
      { cfgOld: scalar('1') },
      { lowPt: { radius: scalar('2'), cfgOld: scalar('4') } },
      { addedParameters: [added], revision: 4 },
    );
    store.arrived(row);
    expect([store.changeCount(), store.declared()(task, 'cfgOld')?.name]).toEqual([0, 'cfgOld']);
    store.removeParameter(key('cfgOld'));
    expect(store.declared()(task, 'cfgOld')).toBeNull();
    await store.save('');
    expect(sent[0]).toMatchObject({
      parameters: [{ change: 'removed', task, name: 'cfgOld' }],
      values: [
        { variant: '', parameter: 'cfgOld', to: null },
        { variant: 'lowPt', parameter: 'cfgOld', to: null },
      ],
    });
  });
  it('keeps a parameter that I added when somebody else saves meanwhile (rule 34)', async () => {
    const { store } = await editor();
    const mine = { task, name: 'cfgMine', type: 'Int' as const, kind: 'value' as const, help: '' };
    const theirs = { ...mine, name: 'cfgTheirs' };
    store.addParameter(mine, scalar('1'));
    store.arrived(stored({ cfgTheirs: scalar('5') }, { lowPt: { radius: scalar('2') } }, { addedParameters: [theirs], revision: 4 }));
    expect(store.newer()?.revision).toBe(4);
    store.settle(new Map());
    expect(store.added().map(({ name }) => name)).toEqual(['cfgTheirs', 'cfgMine']);
    expect(store.changeCount()).toBe(2);
  });
  it('says “upload” for values that all came from a file, and “edit” once a hand changed one', async () => {
    const { store, sent, set } = await editor();
    const next = configurationOfVariants(
      workflow,
      draftOf(stored({ radius: scalar('1.9'), list: array('0', '11', '50') }, { lowPt: { radius: scalar('2') } })),
    );
    store.fillWith(next);
    expect(store.changeCount()).toBe(2);
    await store.save('');
    set('count', '8');
    await store.save('');
    expect(sent.map(({ source }) => source)).toEqual(['upload', 'edit']);
  });

  it('takes a step back and goes on again, each as one: a value, a block, a subwagon, a parameter of one’s own (rule 31)', async () => {
    const { store, set } = await editor();
    set('radius', '1.3');
    store.setValues([
      { place: { variant: '', key: key('count') }, value: scalar('6') },
      { place: { variant: 'lowPt', key: key('count') }, value: scalar('7') },
    ]);
    store.addSubwagon('highPt');
    store.addParameter({ task, name: 'cutNew', type: 'Float', kind: 'value', help: '' }, scalar('1'));
    expect(store.changeCount()).toBe(6);
    const counts = [1, 2, 3, 4].map(() => {
      store.undoEdit();
      return store.changeCount();
    });
    expect(counts).toEqual([4, 3, 1, 0]);
    store.redoEdit();
    store.redoEdit();
    expect(store.changeCount()).toBe(3);
    store.undoEdit();
    set('radius', '1.4');
    store.redoEdit();
    expect(store.baseOf(key('count'))).toEqual(scalar('5'));
  });
  it('has nothing to take back after a save, nor after typing what stands there', async () => {
    const { store, set } = await editor();
    set('radius', '1.2');
    expect(store.undo().back).toEqual([]);
    set('radius', '1.3');
    await store.save('');
    store.arrived(stored({ radius: scalar('1.3') }, { lowPt: { radius: scalar('2') } }, { revision: 4 }));
    store.undoEdit();
    expect([store.undo().back, store.baseOf(key('radius'))]).toEqual([[], scalar('1.3')]);
  });
});
