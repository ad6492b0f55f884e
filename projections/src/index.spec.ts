import { events, views } from '@hyperloop/contracts/registry';
import { projections } from './index.js';

describe('the list of projections', () => {
  it('has one for every view, and no other', () => expect(projections.map(({ view }) => view).sort()).toEqual(Object.keys(views).sort()));
  it('listens to events that exist', () => {
    for (const { on } of projections) for (const name of Object.keys(on)) expect(events).toHaveProperty(name);
  });
});
