import { parameterKey } from '@hyperloop/contracts/wagons';
import { array, key, workflow } from './editing.testing';
import { columnsOf, rowsOf, startsOf, windowOf, type RowsAsked } from './grid-rows';

const declared = (id: string) => workflow.tasks.flatMap((task) => task.parameters.map((parameter) => [parameterKey(task.name, parameter.name), parameter.default] as const)).find(([other]) => other === id)?.[1] ?? null;
const asked = (more: Partial<RowsAsked> = {}): RowsAsked => ({
  search: '', showing: 'all', folded: new Set(), changed: new Set([key('radius'), key('list')]), unsaved: new Set([key('list')]), keyOf: parameterKey, baseOf: declared, ...more,
});
const names = (more: Partial<RowsAsked>) => rowsOf(workflow, asked(more)).map((row) => (row.kind === 'group' ? `[${row.task} ${String(row.changed)}/${String(row.all)}]` : row.declaration.name));

describe('the lines of the grid', () => {
  it('are groups with how many of their parameters are changed', () => expect(names({})).toEqual(['[builder 2/11]', 'radius', 'count', 'wide', 'on', 'path', 'list', 'pair', 'cuts', 'axisPt', 'unknown', 'processRun3', '[second 0/1]', 'radius']));
  it('are only changed ones, or only unsaved ones', () => {
    expect(names({ showing: 'changed' })).toEqual(['[builder 2/11]', 'radius', 'list']);
    expect(names({ showing: 'unsaved' })).toEqual(['[builder 2/11]', 'list']);
  });
  it('are found by parameter or by task', () => {
    expect(names({ search: 'AXIS' })).toEqual(['[builder 2/11]', 'axisPt']);
    expect(names({ search: 'second' })).toEqual(['[second 0/1]', 'radius']);
    expect(names({ search: 'nothing' })).toEqual([]);
  });
  it('leave the head of a folded task', () => expect(names({ folded: new Set(['builder']) })).toEqual(['[builder 2/11]', '[second 0/1]', 'radius']));
  it('put short cells side by side and long ones below each other', () => {
    expect(columnsOf(array('1', '2', '3', '4', '5'))).toBe(4);
    expect(columnsOf(array('a/very/long/path/of/a/model.onnx'))).toBe(1);
  });
});

describe('drawing only what is in sight', () => {
  const starts = startsOf(Array.from({ length: 900 }, () => ({ height: 30 })));
  it('finds the first and last line of a window, with a few around it', () => {
    expect(windowOf(starts, 0, 600)).toEqual({ first: 0, end: 28 });
    expect(windowOf(starts, 13_515, 600)).toEqual({ first: 442, end: 479 });
    expect(windowOf(starts, 26_400, 600)).toEqual({ first: 872, end: 900 });
  });
  it('draws a few dozen of 900 lines wherever one scrolls', () => {
    const most = Math.max(...Array.from({ length: 270 }, (_, at) => windowOf(starts, at * 100, 600)).map(({ first, end }) => end - first));
    expect(most).toBeLessThan(40);
  });
});
