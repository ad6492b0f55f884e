import { WagonConfigured, WagonEnabled, WagonRegistered, WagonSynced } from '@hyperloop/contracts/wagons';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import { array, blobOf, catalogueOf, declaring, openFind, recordedOf, scalar } from './told-find.testing.js';

const [older, newer] = ['O2Physics::daily-20251201-0000-1', 'O2Physics::daily-20251202-0000-1'];
const declared = [
  ...recordedOf('a', declaring('w1', { t: { cut: scalar('0.8'), other: scalar('1.0'), bins: array('0', '1'), gone: scalar('5') } })),
  ...recordedOf('b', declaring('w1', { t: { cut: scalar('0.9'), other: scalar('1'), bins: array('0', '2'), fresh: scalar('7') } })),
  ...recordedOf('c', declaring('w2', { t: { cut: scalar('0.8') } })),
  ...catalogueOf(older, { w1: 'a', w2: 'c' }),
  ...catalogueOf(newer, { w1: 'b', w2: 'c' }),
];
const registered = (wagonId: string, letter: 'a' | 'b' | 'c', name = `wagon_${wagonId}`) =>
  WagonRegistered.of({
    wagonId,
    analysisId: wagonId === '9' ? '4' : '3',
    service: false,
    name,
    workflowName: letter === 'c' ? 'w2' : 'w1',
    packageTag: letter === 'b' ? newer : older,
    declaration: blobOf(letter),
  });
type Variants = Parameters<typeof WagonConfigured.of>[0]['variants'];
const set = (wagonId: string, variant: string, parameter: string, text: string, variants: Variants = []) =>
  WagonConfigured.of({
    wagonId,
    variants,
    values: [{ variant, task: 't', parameter, from: null, to: { form: 'scalar', text } }],
    source: 'edit',
  });
const enabled = (wagonId: string) =>
  WagonEnabled.of({
    wagonId,
    analysisId: '3',
    datasetId: '5',
    packageTag: older,
    packageMode: 'newer',
    wagonName: 'w',
    workflowName: 'w1',
    analysisName: 'Strangeness',
    datasetName: 'LHC23',
  });
const told = [
  ...declared,
  registered('1', 'a'),
  registered('2', 'a'),
  set('2', '', 'cut', '0.8'),
  registered('3', 'b'),
  registered('4', 'c'),
  registered('5', 'a'),
  set('5', 'S', 'cut', '3', [{ change: 'added', variant: 'S' }]),
  enabled('5'),
  registered('9', 'a'),
];
const places = (rows: readonly { wagonId: string; variant: string; parameter: string }[]) =>
  rows.map(({ wagonId, variant, parameter }) => `${wagonId}:${variant} ${parameter}`);

describe('who follows an old default (rule 53)', () => {
  const stage = openFind();
  stage.tell(...told);

  it('is who has another default than the newest complete tag, and set nothing: also not to the very same value', async () => {
    const { rows, tag, total } = await stage.oldDefaults({});
    expect(tag).toBe(newer);
    expect(places(rows)).toEqual(['1: bins', '1: cut', '2: bins', '5: bins', '5: cut', '5:S bins', '9: bins', '9: cut']);
    expect(total).toBe(8);
  });
  it('is told with both defaults', async () => {
    const { rows } = await stage.oldDefaults({ parameter: 'cut' });
    expect(rows.map(({ wagonId, text, newText, from, setBy }) => [wagonId, text, newText, from, setBy])).toEqual([
      ['1', '0.8', '0.9', 'default', null],
      ['5', '0.8', '0.9', 'default', null],
      ['9', '0.8', '0.9', 'default', null],
    ]);
  });
  it('may be asked of enabled wagons, of an analysis, of a parameter by a piece of its name', async () => {
    expect(places((await stage.oldDefaults({ enabled: true })).rows)).toEqual(['5: bins', '5: cut', '5:S bins']);
    expect(places((await stage.oldDefaults({ analysisId: '4', parameter: 'cu', match: 'contains' })).rows)).toEqual(['9: cut']);
  });
  it('may be asked of any complete tag', async () => {
    expect(places((await stage.oldDefaults({ tag: older, parameter: 'cut' })).rows)).toEqual(['3: cut']);
    await expect(stage.oldDefaults({ tag: 'O2Physics::daily-20240101-0000-1' })).rejects.toThrow(BadQuery);
    await expect(stage.oldDefaults({ match: 'contains' })).rejects.toThrow('Only the name of a parameter can match: say which.');
  });
  it('is nobody while no catalogue is complete', async () => {
    expect(await openFind().oldDefaults({})).toMatchObject({ rows: [], total: 0, tag: null });
  });
  it.each([
    ['all at once', {}],
    ['when there is very much', { countTo: 1 }],
    ['beginning with the variants of an analysis', { fewVariants: 0 }],
  ])('comes page by page without gap or repetition: %s', async (_, budgets) => {
    const other = openFind(budgets);
    other.tell(...told);
    const found: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await other.oldDefaults({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...places(page.rows));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(found).toEqual(['1: bins', '1: cut', '2: bins', '5: bins', '5: cut', '5:S bins', '9: bins', '9: cut']);
  });
  it('was somebody else in the past', async () => {
    const other = openFind({}, 3);
    const before = other.tell(...told);
    other.tell(
      WagonSynced.of({
        wagonId: '1',
        packageTag: newer,
        declaration: blobOf('b'),
        before: { packageTag: older, declaration: blobOf('a') },
        values: [],
        added: 0,
        removed: 0,
        updated: 2,
      }),
    );
    expect(places((await other.oldDefaults({ parameter: 'cut' })).rows)).toEqual(['5: cut', '9: cut']);
    expect(places((await other.oldDefaults({ parameter: 'cut' }, { position: before })).rows)).toEqual(['1: cut', '5: cut', '9: cut']);
  });
});

describe('wagons whose declaration is not known', () => {
  it('are counted, and found by what was set in them', async () => {
    const stage = openFind();
    stage.tell(...catalogueOf(older, { w1: 'a' }), registered('1', 'a'), set('1', '', 'cut', '0.8'), registered('2', 'a'));
    const found = await stage.values({ parameter: 'cut' });
    expect([places(found.rows), found.unrecorded]).toEqual([['1: cut'], 2]);
    stage.tell(...recordedOf('a', declaring('w1', { t: { cut: scalar('0.8') } })));
    const later = await stage.values({ parameter: 'cut' });
    expect([places(later.rows), later.unrecorded]).toEqual([['1: cut', '2: cut'], 0]);
  });
  it('of a workflow that no package declares are no matter: they have no defaults (rule 26)', async () => {
    const stage = openFind();
    stage.tell({ ...registered('1', 'a'), data: { ...registered('1', 'a').data, byHand: true } });
    expect((await stage.values({ parameter: 'cut' })).unrecorded).toBe(0);
  });
});
