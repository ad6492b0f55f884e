import { scalar } from '@hyperloop/contracts/wagons/examples';
import { overtaken } from './proposing.js';

const held = (name: string, text: string) => ({ name, active: true, values: new Map([['task\ncut', scalar(text)]]) });
const value = (variant: string, from: string | null) => ({
  variant,
  task: 'task',
  parameter: 'cut',
  from: from === null ? null : scalar(from),
  to: scalar('9'),
});

describe('what a proposal would replace', () => {
  it('stands as it was seen', () => expect(overtaken([held('', '1')], { variants: [], values: [value('', '1')] })).toEqual([]));
  it('was changed since, or set since', () => {
    expect(overtaken([held('', '2')], { variants: [], values: [value('', '1')] })).toEqual(['cut']);
    expect(overtaken([held('', '2')], { variants: [], values: [value('', null)] })).toEqual(['cut']);
  });
  it('is found under the name that it has now, when the proposal renames it', () =>
    expect(
      overtaken([held('Old', '1')], { variants: [{ change: 'renamed', variant: 'Old', to: 'New' }], values: [value('New', '1')] }),
    ).toEqual([]));
  it('is nothing in a subwagon that the proposal makes', () =>
    expect(overtaken([held('', '1')], { variants: [{ change: 'added', variant: 'New' }], values: [value('New', null)] })).toEqual([]));
});
