import { TestBed } from '@angular/core/testing';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { ViewDoor } from '../../kernel/live/view-door';
import { scalar, stored } from '../editing/editing.testing';
import { Origins } from './origins';

const place = { variant: '', task: 'builder', parameter: 'radius' };
/** A wagon whose value came this way. */
const wagon = (wagonId: string, source: string, clonedFrom: string | null): WagonRow => {
  const row = stored({ radius: scalar('2') }, {}, { wagonId, name: `wagon${wagonId}` });
  return {
    ...row,
    variants: row.variants.map((variant) => ({ ...variant, values: variant.values.map((value) => ({ ...value, source })) })),
    clonedFrom: clonedFrom === null ? null : { wagonId: clonedFrom, name: `wagon${clonedFrom}`, analysisId: '3', revision: 1, dropped: [] },
  };
};
const originsOver = (rows: readonly WagonRow[]) => {
  const asked: string[] = [];
  const read = (view: string, { key }: { key: string }, how: { at?: string } = {}) => {
    asked.push(`${view} ${key}${how.at === undefined ? '' : ` at ${how.at}`}`);
    if (view === 'wagon-changes') return Promise.resolve({ rows: [{ position: `p${key.replace(/:0$/, '')}` }] });
    return Promise.resolve({ rows: rows.filter(({ wagonId }) => wagonId === key) });
  };
  TestBed.configureTestingModule({ providers: [{ provide: ViewDoor, useValue: { read } }] });
  return { origins: TestBed.inject(Origins), asked };
};

describe('the origin of a value (rules 28, 52)', () => {
  it('is followed through clones, each as it was when the next was made', async () => {
    const { origins, asked } = originsOver([wagon('2', 'clone', '1'), wagon('1', 'edit', null)]);
    expect(await origins.of(wagon('3', 'clone', '2'), place)).toMatchObject({
      wagonId: '1',
      wagonName: 'wagon1',
      given: { source: 'edit' },
    });
    expect(asked).toEqual(['wagon-changes 3:0', 'wagons 2 at p3', 'wagon-changes 2:0', 'wagons 1 at p2']);
  });
  it('is none for a value that was set here', async () => {
    const { origins, asked } = originsOver([]);
    expect(await origins.of(wagon('3', 'edit', '2'), place)).toBeNull();
    expect(asked).toEqual([]);
  });
  it('is not known when the source cannot be read any more', async () =>
    expect(await originsOver([]).origins.of(wagon('3', 'clone', '2'), place)).toBeNull());
});
