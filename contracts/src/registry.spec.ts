import { commandPolicy } from './people/policy.js';
import { commands, events, gather, refusals, views } from './registry.js';

describe('the registry', () => {
  it('finds what the slices export', () => {
    expect(Object.keys(events)).toEqual(expect.arrayContaining(['WagonRegistered', 'TrainSubmitted', 'NameReserved']));
    expect(Object.keys(commands)).toEqual(expect.arrayContaining(['RegisterWagon', 'SubmitTrain']));
    expect(Object.keys(refusals)).toEqual(expect.arrayContaining(['WagonNameTaken']));
    expect(Object.keys(views)).toEqual(expect.arrayContaining(['wagons', 'wagon-cells']));
  });
  it('has no name that is both an event and a command', () =>
    expect(Object.keys(events).filter((name) => commands[name] !== undefined)).toEqual([]));
  it('stops on a name claimed by two slices', () => {
    const nameOf = (thing: unknown) => (thing as { message: string }).message;
    const twice = { trains: { A: { message: 'TrainSubmitted' } }, grid: { B: { message: 'TrainSubmitted' } } };
    expect(() => gather(twice, nameOf)).toThrow('TrainSubmitted is claimed by trains and by grid');
  });
  it('takes one thing exported under two names for one', () => {
    const one = { message: 'TrainSubmitted' };
    expect(Object.keys(gather({ trains: { A: one, B: one } }, (thing) => (thing as typeof one).message).all)).toEqual(['TrainSubmitted']);
  });
  it('knows who may say every command', () => expect(Object.keys(commands).sort()).toEqual(Object.keys(commandPolicy).sort()));
  it('shows every view by a key, columns and an order that its rows have', () => {
    for (const { id, key, row, columns, sort } of Object.values(views)) {
      const fields = Object.keys(row.shape);
      expect({ id, strange: [key, sort.replace(/^-/, ''), ...Object.keys(columns)].filter((name) => !fields.includes(name)) }).toEqual({
        id,
        strange: [],
      });
    }
  });
});
