import type { ParameterDeclaration, WorkflowDeclaration } from '../../packages/index.js';
import { applyDiff, defaultConfiguration, syncConfiguration, valueAt } from './index.js';
import { array, declare, everyType, scalar } from './configuration.testing.js';

const workflow = (...parameters: ParameterDeclaration[]): WorkflowDeclaration => ({
  ...everyType,
  tasks: [{ name: 't', parameters, outputs: [] }],
});
const set = (variant: string, parameter: string, to: ReturnType<typeof scalar>) => ({
  variant,
  task: 't',
  parameter,
  from: null,
  to,
});

const before = workflow(
  declare('kept', 'Float', scalar('1')),
  declare('touched', 'Float', scalar('1')),
  declare('gone', 'Int', scalar('1')),
  declare('retyped', 'Float', scalar('0.5')),
);
const after = workflow(
  declare('kept', 'Float', scalar('2')),
  declare('touched', 'Float', scalar('2')),
  declare('new', 'Int', scalar('3')),
  declare('retyped', 'Int', scalar('4')),
);
const edited = applyDiff(defaultConfiguration(before), {
  variants: [{ change: 'added', variant: 'low' }],
  values: [
    set('', 'touched', scalar('7')),
    set('', 'retyped', scalar('0.7')),
    set('low', 'gone', scalar('9')),
    set('low', 'kept', scalar('8')),
  ],
});

describe('a sync of the configuration', () => {
  const synced = syncConfiguration(before, after, edited);
  it('moves untouched values to the new default and keeps what a user set (rule 53)', () => {
    expect(valueAt(synced.next.base, 't', 'kept')).toEqual(scalar('2'));
    expect(valueAt(synced.next.base, 't', 'touched')).toEqual(scalar('7'));
    expect(synced.updated.map(({ parameter }) => parameter)).toEqual(['kept']);
    expect(synced.kept).toEqual([{ variant: '', task: 't', parameter: 'touched', from: scalar('7'), to: scalar('2') }]);
  });
  it('removes what is no longer declared, adds what is new, and replaces what no longer fits its type (rules 53, 57)', () => {
    expect(synced.removed.map(({ variant, parameter }) => [variant, parameter])).toEqual([
      ['', 'gone'],
      ['', 'retyped'],
      ['low', 'gone'],
    ]);
    expect(synced.added.map(({ parameter }) => parameter)).toEqual(['new']);
    expect(valueAt(synced.next.base, 't', 'retyped')).toEqual(scalar('4'));
  });
  it('keeps overrides of subwagons unless their parameter vanished (rule 54)', () => {
    expect(synced.next.subwagons).toEqual([{ name: 'low', active: true, overrides: { t: { kept: scalar('8') } } }]);
  });
  it('to the same declaration changes nothing', () => {
    expect(syncConfiguration(before, before, edited)).toEqual({
      next: edited,
      removed: [],
      added: [],
      updated: [],
      kept: [],
    });
  });
  it('cuts overrides to a shorter list of Base (rules 41, 54)', () => {
    const long = workflow(declare('bins', 'ArrayInt', array('1', '2', '3')));
    const short = workflow(declare('bins', 'ArrayInt', array('1', '2')));
    const own = applyDiff(defaultConfiguration(long), {
      variants: [{ change: 'added', variant: 'low' }],
      values: [{ variant: 'low', task: 't', parameter: 'bins', from: null, to: array(null, '20', '30') }],
    });
    expect(syncConfiguration(long, short, own).next.subwagons[0]?.overrides).toEqual({
      t: { bins: array(null, '20') },
    });
  });
});
