import { bins, cut, declarationRecorded, recordDeclaration, restRecorded } from '@hyperloop/contracts/packages/examples';
import { storyOf } from '../kernel/story.testing.js';
import { declaration } from './declaration.decider.js';

const given = storyOf(declaration, { by: 'alihyperloop', at: '2025-12-02T08:00:00Z' });
const parts = { parts: [[cut], [bins]] };

describe('recording what a declaration holds', () => {
  it('tells its first part', () => given().when(recordDeclaration, parts).then(declarationRecorded));
  it('goes on with the next one', () => given(declarationRecorded).when(recordDeclaration, parts).then(restRecorded));
  it('stays quiet once it is told whole, whichever tag has it', () =>
    given(declarationRecorded, restRecorded).when(recordDeclaration, parts).then());
});
