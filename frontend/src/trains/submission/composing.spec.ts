import { signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { cell, measured } from '../examples.testing';
import { composing } from './composing';
import { analysisTerms, type Terms } from './fit';
import type { TestedFigures } from './tested-figures.store';

const own: Readonly<Record<string, number>> = { '1': 0.5e9, '2': 0.9e9, '3': 14e9 };
const figures = {
  of: ({ wagonId }: WagonCellRow) => (own[wagonId] === undefined ? undefined : measured(wagonId, own[wagonId])),
} as TestedFigures;
const made = (wagonIds: readonly string[], picked = '') =>
  composing({
    cells: signal([cell('1'), cell('2'), cell('3')]),
    dataset: signal({ bytes: 1e12 } as DatasetRow | undefined),
    wagonIds: signal(wagonIds),
    picked: signal(picked),
    terms: signal(analysisTerms),
    figures,
  });

describe('The train that is being put together', () => {
  it('goes to the smallest target that holds it (rule 173)', () => {
    expect(made(['1']).target().targetId).toBe('grid-1');
    expect(made(['1', '2']).target().targetId).toBe('grid-2');
  });
  it('is over when the picked target is too small (rule 179)', () => {
    expect(made(['1', '2'], 'grid-1').over()).toBe(true);
    expect(made(['1', '2']).over()).toBe(false);
  });
  it('takes all that fit by tag and by memory, and leaves the rest (rule 178)', () => {
    const cells = [cell('1'), cell('2'), cell('3')];
    const all = composing({
      cells: signal(cells),
      dataset: signal(undefined),
      wagonIds: signal([]),
      picked: signal(''),
      terms: signal(analysisTerms),
      figures,
    });
    expect(all.allCompatible(cells)).toEqual(['1', '2']);
  });
  it('leaves out ticked wagons that its type does not take, and takes them again with another type (rules 75, 181)', () => {
    const terms = signal<Terms>(analysisTerms);
    const all = composing({
      cells: signal([cell('1'), cell('2')]),
      dataset: signal({ bytes: 1e12 } as DatasetRow | undefined),
      wagonIds: signal(['1', '2']),
      picked: signal(''),
      terms,
      figures,
    });
    expect([all.chosen().length, all.leftOut(), all.derivedBytes()]).toEqual([2, 0, null]);
    terms.set({ trainType: 'standard', producers: () => undefined });
    expect([all.chosen().length, all.leftOut()]).toEqual([0, 2]);
    terms.set(analysisTerms);
    expect(all.chosen().length).toBe(2);
  });
  it('forgets wagons of a link that are not there any more', () =>
    expect(
      made(['9', '1'])
        .chosen()
        .map(({ wagonId }) => wagonId),
    ).toEqual(['1']));
});
