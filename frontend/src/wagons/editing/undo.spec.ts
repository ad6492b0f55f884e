import fc from 'fast-check';
import { did, nothingToUndo, redone, undone, type Undo } from './undo';

type Form = { state: number; undo: Undo<number> };
const does = ({ state, undo }: Form, next: number): Form => ({ state: next, undo: did(undo, state) });
const back = (form: Form): Form => undone(form.undo, form.state) ?? form;
const forth = (form: Form): Form => redone(form.undo, form.state) ?? form;
const fresh: Form = { state: 0, undo: nothingToUndo };

describe('undo and redo in the form (rule 31)', () => {
  it('has nothing to take back at first', () => expect(undone<number>(nothingToUndo, 1)).toBeNull());
  it('comes back step by step, and goes on step by step', () =>
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 20 }), (states) => {
        const end = states.reduce(does, fresh);
        const start = states.reduce(back, end);
        expect(start.state).toBe(0);
        expect(states.reduce(forth, start).state).toBe(end.state);
      }),
    ));
  it('forgets what was taken back once something else is done', () => {
    const form = does(back(does(does(fresh, 1), 2)), 3);
    expect(forth(form)).toBe(form);
    expect(back(form).state).toBe(1);
  });
  it('keeps no more than two hundred steps', () => {
    const form = Array.from({ length: 300 }, (_, n) => n + 1).reduce(does, fresh);
    expect(form.undo.back).toHaveLength(200);
  });
});
