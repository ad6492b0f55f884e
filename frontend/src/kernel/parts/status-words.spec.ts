import { jobStates } from '@hyperloop/contracts/grid';
import { TestRunState } from '@hyperloop/contracts/test-runs';
import { TrainState } from '@hyperloop/contracts/trains';
import { DatasetState } from '@hyperloop/contracts/datasets';
import { icons } from './icons';
import { lookOf, statusLooks, type StatusKind, type StatusLook } from './status-words';

const states: readonly [StatusKind, readonly string[]][] = [
  ['test', TestRunState.options],
  ['train', TrainState.options],
  ['job', jobStates],
  ['dataset', DatasetState.options],
];

const all: readonly Readonly<Record<string, StatusLook>>[] = Object.values(statusLooks);

describe('the words of states (rule 96, rule 186)', () => {
  it.each(states)('name every state of a %s that the contracts know, with icon and word', (kind, known) => {
    for (const state of known) {
      const look = lookOf(kind, state);
      expect(look.icon).not.toBe('help');
      expect(look.word).toMatch(/\w{2,}/);
    }
  });
  it('are never an icon without a word', () => {
    for (const looks of all)
      for (const look of Object.values(looks)) {
        expect(look.word.trim()).not.toBe('');
        expect(Object.keys(icons)).toContain(look.icon);
      }
  });
  it('tell apart the states of one kind by more than colour', () => {
    for (const looks of all) {
      const words = Object.values(looks).map(({ word }) => word);
      expect(new Set(words).size).toBe(words.length);
    }
  });
  it('name an unknown state as it is, also one that is called like a part of JavaScript', () => {
    expect(lookOf('train', 'toString')).toEqual({ icon: 'help', word: 'toString', tone: 'wait' });
    expect(lookOf('train', '')).toMatchObject({ word: 'Unknown' });
  });
});
