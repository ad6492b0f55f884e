import { parameterKey } from '@hyperloop/contracts/wagons';
import { array, key, workflow } from './editing.testing';
import { columnsOf, linesFor, rowsOf, startsOf, windowOf, type RowsAsked } from './grid-rows';

const declared = (id: string) =>
  workflow.tasks
    .flatMap((task) => task.parameters.map((parameter) => [parameterKey(task.name, parameter.name), parameter.default] as const))
    .find(([other]) => other === id)?.[1] ?? null;
const asked = (more: Partial<RowsAsked> = {}): RowsAsked => ({
  search: '',
  showing: 'all',
  folded: new Set(),
  changed: new Set([key('radius'), key('list')]),
  unsaved: new Set([key('list')]),
  keyOf: parameterKey,
  baseOf: declared,
  ...more,
});
const names = (more: Partial<RowsAsked>) =>
  rowsOf(workflow, asked(more)).map((row) =>
    row.kind === 'group' ? `[${row.task} ${String(row.changed)}/${String(row.all)}]` : row.declaration.name,
  );

describe('the lines of the grid', () => {
  it('are groups with how many of their parameters are changed', () =>
    expect(names({})).toEqual([
      '[builder 2/11]',
      'radius',
      'count',
      'wide',
      'on',
      'path',
      'list',
      'pair',
      'cuts',
      'axisPt',
      'unknown',
      'processRun3',
      '[second 0/1]',
      'radius',
    ]));
  it('are only changed ones, or only unsaved ones', () => {
    expect(names({ showing: 'changed' })).toEqual(['[builder 2/11]', 'radius', 'list']);
    expect(names({ showing: 'unsaved' })).toEqual(['[builder 2/11]', 'list']);
  });
  it('are found by parameter or by task', () => {
    expect(names({ search: 'AXIS' })).toEqual(['[builder 2/11]', 'axisPt']);
    expect(names({ search: 'second' })).toEqual(['[second 0/1]', 'radius']);
    expect(names({ search: 'nothing' })).toEqual([]);
  });
  it('leave the head of a folded task', () =>
    expect(names({ folded: new Set(['builder']) })).toEqual(['[builder 2/11]', '[second 0/1]', 'radius']));
  it('put short cells side by side and long ones below each other', () => {
    expect(columnsOf(array('1', '2', '3', '4', '5'))).toBe(4);
    expect(columnsOf(array('a/very/long/path/of/a/model.onnx'))).toBe(1);
  });
});

describe('drawing only what is in sight', () => {
  const starts = startsOf(Array.from({ length: 900 }, () => ({ height: 30 })));
  const lines = linesFor(600);
  it('draws as many lines wherever one scrolls, and always those in sight', () => {
    for (let top = 0; top <= 26_400; top += 100) {
      const { first, end } = windowOf(starts, top, lines);
      expect(end - first).toBe(lines);
      expect(starts[first] ?? 0).toBeLessThanOrEqual(top);
      expect(starts[end] ?? 0).toBeGreaterThanOrEqual(top + 600);
    }
  });
  it('draws a few dozen of 900 lines', () => expect(lines).toBeLessThan(40));
  it('draws all when there are few', () =>
    expect(windowOf(startsOf([{ height: 30 }, { height: 200 }]), 0, lines)).toEqual({ first: 0, end: 2 }));
  it('lets a large value scroll by itself, so that no line fills the screen', () => {
    const axis = { form: 'array', cells: Array.from({ length: 1100 }, (_, at) => String(at)) } as const;
    const row = rowsOf(workflow, asked({ search: 'list', baseOf: () => axis }))[1];
    expect(row?.kind === 'parameter' && [row.tall, row.height <= 230]).toEqual([true, true]);
  });
});
